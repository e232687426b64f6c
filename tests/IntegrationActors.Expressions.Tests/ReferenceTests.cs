using System.Text.RegularExpressions;

namespace IntegrationActors.Expressions.Tests;

/// <summary>What <c>docs/expressions.md</c> says is what happens.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository(AppContext.BaseDirectory), "docs", "expressions.md"));

    public static TheoryData<string, bool> Comparisons
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (Match line in ComparisonWithResult().Matches(Document))
            {
                data.Add(line.Groups["condition"].Value, line.Groups["result"].Value is "true");
            }

            return data;
        }
    }

    public static TheoryData<string> Names => [.. Name().Matches(Document).Select(m => m.Value).Where(n => n is not "${…}").Distinct()];

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_comparison_of_the_reference_holds_as_it_says(string condition, bool holds)
    {
        var exchange = Exchanges.With(headers: [("region", "EU"), ("empty", "")]);

        Assert.Equal(holds, Exchanges.CompileCondition(condition).Holds(exchange));
    }

    [Fact]
    public void The_reference_shows_each_operator_with_a_missing_value() =>
        Assert.True(Comparisons.Count >= 20, $"found {Comparisons.Count} comparisons");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_of_the_reference_compiles(string name) => Exchanges.Compile(name);

    private static string Repository(string folder) =>
        File.Exists(Path.Combine(folder, "IntegrationActors.sln")) ? folder : Repository(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^(?<condition>\S.*?) {2,}(?<result>true|false)\r?$", RegexOptions.Multiline)]
    private static partial Regex ComparisonWithResult();

    [GeneratedRegex(@"\$\{[^}`\n]+\}")]
    private static partial Regex Name();
}

using System.Text.RegularExpressions;
using FsCheck.Xunit;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Expressions.Tests.Mapping;

public sealed partial class MappingExpressionTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository(AppContext.BaseDirectory), "docs", "expressions.md"));

    private static readonly string[] ShownCalls =
        [.. Call().Matches(Guide[Guide.IndexOf("## mappings", StringComparison.Ordinal)..Guide.IndexOf("## regex", StringComparison.Ordinal)]).Select(m => m.Value).Distinct(StringComparer.Ordinal)];

    public static TheoryData<string> Calls => [.. ShownCalls];

    [Fact]
    public void The_reference_shows_every_function()
    {
        Assert.Empty(MappingExpression.Functions.Except(ShownCalls.Select(call => call[..call.IndexOf('(', StringComparison.Ordinal)]), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_of_the_reference_compiles(string call) => Compile(call);

    [Property(MaxTest = 2000)]
    public void Any_text_compiles_or_is_a_finding(string? text) => CompileOrFind(text ?? "");

    [Theory]
    [InlineData("((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1")]
    [InlineData("not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not 1")]
    [InlineData("------------------------------------------------------------------------------------1")]
    public void Deep_nesting_is_a_finding(string text)
    {
        Assert.Contains("nests more than", Assert.Throws<DiagnosticException>(() => Compile(text)).Message);
    }

    [Fact]
    public void A_very_long_expression_is_a_finding()
    {
        Assert.Contains("longer than", Assert.Throws<DiagnosticException>(() => Compile(string.Join(" + ", Enumerable.Repeat("1", 10_000)))).Message);
    }

    private static void CompileOrFind(string text)
    {
        foreach (var expression in new[] { text, $"concat({text}", $"$.a{text}", $"./a{text}", $"'{text}" })
        {
            try
            {
                Compile(expression);
            }
            catch (DiagnosticException e)
            {
                Assert.NotEmpty(e.Diagnostics);
            }
        }
    }

    private static MappingExpression Compile(string text) =>
        MappingExpression.Parse(new OptionText(new SourceSpan("a.flow.yaml", 1, 1), text), new MappingScope { Lookups = new Dictionary<string, IMappingLookup> { ["countries"] = new NoLookup() } });

    private static string Repository(string folder) =>
        File.Exists(Path.Combine(folder, "IntegrationActors.sln")) ? folder : Repository(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"(?<=^|   )[a-z]\w*\([^)]*\)", RegexOptions.Multiline)]
    private static partial Regex Call();

    private sealed class NoLookup : IMappingLookup
    {
        public bool TryDirection(string? from, string? to, out Func<string, string?> find)
        {
            find = _ => null;
            return true;
        }

        public string Explain(string? from, string? to) => "";
    }
}

using System.Text.RegularExpressions;

namespace IntegrationActors.Definitions.Tests;

public sealed partial class DiagnosticCodesTests
{
    [Fact]
    public void Explains_a_code_with_title_text_and_example()
    {
        var code = DiagnosticCodes.Find("IA1002")!;

        Assert.Equal(("IA1002", "Wrong shape"), (code.Code, code.Title));
        Assert.Contains("```yaml\nsteps:", code.Explanation);
        Assert.Contains("    steps:\n      - set:", code.ToString());
    }

    [Fact]
    public void Knows_no_other_codes()
    {
        Assert.Null(DiagnosticCodes.Find("IA9999"));
    }

    [Fact]
    public void Codes_stand_in_order_and_each_once()
    {
        var codes = DiagnosticCodes.All.Select(c => c.Code).ToArray();

        Assert.Equal(codes.Order().Distinct(), codes);
    }

    [Fact]
    public void Every_code_in_the_source_has_one_explanation_and_every_explanation_a_code()
    {
        Assert.Equal(Codes().Select(c => c.Code).Distinct().Order(), Headings());
    }

    [Fact]
    public void Every_code_has_one_place_in_the_source_and_so_one_meaning()
    {
        // The command line reads codes off the wire; it gives them no meaning of its own.
        var twice = Codes().Where(c => !c.Path.Contains("IntegrationActors.Cli", StringComparison.Ordinal)).GroupBy(c => c.Code, c => Path.GetFileName(c.Path)).Where(c => c.Count() > 1).Select(c => $"{c.Key} in {string.Join(" and ", c)}");

        Assert.Empty(twice);
    }

    private static IEnumerable<string> Headings() => Heading().Matches(File.ReadAllText(Path.Combine(Repository(), "docs", "errors.md"))).Select(m => m.Groups["code"].Value);

    private static (string Code, string Path)[] Codes() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Literal().Matches(File.ReadAllText(f)).Select(m => (m.Groups[1].Value, f))),
    ];

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationActors.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex("\"(IA\\d{4})\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^#+ (?<code>IA\d{4})", RegexOptions.Multiline)]
    private static partial Regex Heading();
}

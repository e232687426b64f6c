using System.Reflection;
using System.Text.RegularExpressions;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Bundles;

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
    public void Every_code_of_this_project_is_explained()
    {
        var codes = new[] { typeof(FindingCodes), typeof(BundleCodes) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => (string)f.GetRawConstantValue()!);

        Assert.All(codes, code => Assert.NotNull(DiagnosticCodes.Find(code)));
    }

    [Fact]
    public void Every_code_in_the_source_is_explained()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "IntegrationActors.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var unexplained = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Literal().Matches(File.ReadAllText(f)).Select(m => (Code: m.Groups[1].Value, File: Path.GetFileName(f))))
            .Where(c => DiagnosticCodes.Find(c.Code) is null)
            .Select(c => $"{c.Code} in {c.File}")
            .Distinct();

        Assert.Empty(unexplained);
    }

    [GeneratedRegex("\"(IA\\d{4})\"")]
    private static partial Regex Literal();
}

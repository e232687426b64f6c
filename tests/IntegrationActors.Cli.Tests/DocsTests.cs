using System.Text.RegularExpressions;
using IntegrationActors.Cli.Local;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Tests;

/// <summary>Every whole flow and every whole test file that the documents show can be copied: it has no findings. A snippet is checked as the steps of a flow.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string, string> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, string>();
            foreach (var file in Documents())
            {
                foreach (Match match in Fence().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")))
                {
                    blocks.Add(Path.GetRelativePath(Repository.Root, file), Outdent(match));
                }
            }

            return blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void YAML_in_a_document_has_no_findings(string file, string yaml)
    {
        var findings = TestFile().IsMatch(yaml)
            ? FlowTestReader.Read(new FlowSource(file, yaml)).Findings
            : LocalLanguage.Reader().Read(new FlowSource(file, FlowFile().IsMatch(yaml) ? yaml : Around(yaml)), FlowReadingContext.FileAlone).Findings;

        Assert.True(findings.Count == 0, $"{yaml}\n{string.Join('\n', findings)}");
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.md", SearchOption.AllDirectories))
            .Where(f => !f.EndsWith("errors.md", StringComparison.Ordinal));

    private static string Around(string steps) => $"flow: example\nfrom: {{ https: {{ path: /example }} }}\nsteps:\n{string.Join('\n', steps.Split('\n').Select(l => "  " + l))}";

    private static string Outdent(Match match)
    {
        var indent = match.Groups["indent"].Value;
        return string.Join('\n', match.Groups["yaml"].Value.Split('\n').Select(l => l.StartsWith(indent, StringComparison.Ordinal) ? l[indent.Length..] : l));
    }

    [GeneratedRegex(@"^(?<indent> *)```yaml\n(?<yaml>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^tests:", RegexOptions.Multiline)]
    private static partial Regex TestFile();

    [GeneratedRegex("^flow:", RegexOptions.Multiline)]
    private static partial Regex FlowFile();
}

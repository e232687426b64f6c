using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests.Yaml;

/// <summary>The fake compiler finds fault with <c>!!</c>: where it stands must be where the finding points.</summary>
public sealed class ScalarPlacesTests
{
    [Theory]
    [InlineData("plain", "  - note: ab !! cd")]
    [InlineData("single quoted", "  - note: 'ab !! cd'")]
    [InlineData("double quoted", "  - note: \"ab !! cd\"")]
    [InlineData("behind a doubled quote", "  - note: 'it''s !! cd'")]
    [InlineData("behind escapes", "  - note: \"a\\\"b\\t\\x41\\u00e4 !! cd\"")]
    [InlineData("literal block", "  - note: |\n      first line\n      second !! line\n")]
    [InlineData("literal block with empty lines", "  - note: |\n\n      first line\n\n      second !! line\n")]
    [InlineData("literal block with deeper lines", "  - note: |\n      first line\n        deeper !! line\n")]
    [InlineData("literal block with a comment", "  - note: |-   # text\n      first !! line\n")]
    [InlineData("folded block", "  - note: >\n      first line\n      second !! line\n")]
    [InlineData("folded block with a paragraph", "  - note: >\n      first line\n\n      second !! line\n")]
    [InlineData("plain over lines", "  - note: first\n      second !! line\n")]
    [InlineData("plain over lines with a gap", "  - note: first\n\n      second !! line\n")]
    [InlineData("quoted over lines", "  - note: \"first\n      second !! line\"\n")]
    [InlineData("single quoted over lines", "  - note: 'first\n      second !! line'\n")]
    [InlineData("in another language", "  - note: { jsonpath: \"$.a !! b\" }")]
    [InlineData("windows lines", "  - note: |\r\n      first line\r\n      second !! line\r\n")]
    [InlineData("in a map of expressions", "  - sample: { rows: { a: x, b: 'y !! z' } }")]
    [InlineData("in a nested sequence", "  - sample:\n      steps:\n        - note: 'y !! z'")]
    public void A_finding_points_at_the_character(string how, string step)
    {
        var text = "flow: x\nfrom: { timer: {} }\nsteps:\n" + step;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var line = Array.FindIndex(lines, l => l.Contains("!!"));
        var column = lines[line].IndexOf("!!", StringComparison.Ordinal);

        var findings = Flows.Findings(text);

        Assert.True(findings is [var only] && only == $"orders.flow.yaml({line + 1},{column + 1}): error IA1100: '!!' is wrong", $"{how}: {string.Join('\n', findings)}");
    }
}

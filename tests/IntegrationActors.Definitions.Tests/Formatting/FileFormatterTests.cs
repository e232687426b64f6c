using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Formatting;
using IntegrationActors.Definitions.Tests.Real;

namespace IntegrationActors.Definitions.Tests.Formatting;

/// <summary>The formatter refuses a file whose meaning it would change, so that it does not throw is what most of these tests show.</summary>
public sealed class FileFormatterTests
{
    public static TheoryData<string> Examples =>
        [.. RealFlows.Catalogue.Steps.Concat(RealFlows.Catalogue.Senders).Concat(RealFlows.Catalogue.Receivers).SelectMany(c => c.Examples.Select(e => RealFlows.With(c, e.Yaml)))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Formatting_twice_changes_nothing_more(string flow)
    {
        var once = Format(flow);

        Assert.Equal(once, Format(once));
        Assert.Empty(RealFlows.Findings(once));
    }

    [Theory]
    [InlineData("flow: a\nsteps:\n- log: x\n", "flow: a\nsteps:\n  - log: x\n")]
    [InlineData("flow: a\nsteps:\n  -\n    log: x\n", "flow: a\nsteps:\n  -\n    log: x\n")]
    [InlineData("steps: []\n\n\n\nflow: 'a'", "flow: \"a\"\nsteps: []\n")]
    [InlineData("flow: 'it''s'\n", "flow: 'it''s'\n")]
    [InlineData("flow: 'C:\\x'\n", "flow: 'C:\\x'\n")]
    [InlineData("flow: a   # why  \n", "flow: a   # why\n")]
    [InlineData("flow: a\r\nsteps:\r\n    - end\r\n", "flow: a\nsteps:\n  - end\n")]
    [InlineData("flow: a\nsteps:\n      - log: |2\n          x\n            y\n", "flow: a\nsteps:\n  - log: |2\n      x\n        y\n")]
    [InlineData("flow: a\nsteps:\n    - log: >-\n            one\n            two\n    # last\n", "flow: a\nsteps:\n  - log: >-\n      one\n      two\n# last\n")]
    [InlineData("flow: a\nsteps:\n    - log: \"one\n        two\"\n", "flow: a\nsteps:\n  - log: \"one\n      two\"\n")]
    [InlineData("flow: a\ndescription: ''\n", "flow: a\ndescription: \"\"\n")]
    public void A_file_has_one_form(string text, string formatted) => Assert.Equal(formatted, Format(text));

    [Fact]
    public void What_is_no_YAML_is_refused_with_its_place()
    {
        var refused = Assert.Throws<DiagnosticException>(() => Format("flow: [a\n"));

        Assert.Equal("IA1000", Assert.Single(refused.Diagnostics).Code);
    }

    private static string Format(string text) => FileFormatter.Format(new FlowSource("a.flow.yaml", text));
}

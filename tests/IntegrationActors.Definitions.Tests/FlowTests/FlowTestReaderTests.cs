using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Definitions.Tests.FlowTests;

public sealed class FlowTestReaderTests
{
    [Fact]
    public void A_test_file_becomes_its_options_with_the_places_of_what_it_names()
    {
        var tests = Read("stubs: { erp: ok }\ntests:\n  - name: a\n    send: [one, { body: { file: two.json } }]\n    expect: { calls: [erp, { to: crm }] }\n").Tests!;

        Assert.Equal(["one", null], tests.Options.Tests[0].Send.Select(s => s.Body!.Text));
        Assert.Equal("ok", tests.Options.Stubs["erp"][0].Body!.Text);
        Assert.Equal((3, 5), (tests.Cases[0].Span.Line, tests.Cases[0].Span.Column));
        Assert.Equal([("erp", 1, 10), ("erp", 5, 23), ("crm", 5, 34)], tests.Receivers.Select(r => (r.Name, r.Span.Line, r.Span.Column)));
    }

    [Theory]
    [InlineData("now: yesterday\ntests: [{ name: a, send: x }]", "a.test.yaml(1,6): error IA1005: 'now' is refused: must be a moment such as 2026-01-31T12:00:00Z")]
    [InlineData("tests: [{ name: a, send: x, expect: { outcome: fine } }]", "a.test.yaml(1,48): error IA1003: 'outcome' must be completed, failed or escalated, not 'fine'")]
    [InlineData("tests: [{ name: a, send: x, expect: { outcome: completed, fault: X } }]", "a.test.yaml(1,39): error IA1009: a completed message has no fault; write outcome: failed, or leave the fault out")]
    [InlineData("tests: [{ name: a, send: x, expect: { body: { text: a, xml: <a/> } } }]", "a.test.yaml(1,47): error IA1009: the whole body is one of 'text', 'xml', 'json' and 'file'")]
    [InlineData("tests: [{ name: a, send: x, expect: { status: 99 } }]", "a.test.yaml(1,47): error IA1005: 'status' must be from 100 to 599, not 99")]
    public void A_mistake_is_one_finding_with_its_place(string text, string finding) => Assert.Equal([finding], Read(text).Findings.Select(f => f.ToString()));

    private static FlowTestReading Read(string text) => FlowTestReader.Read(new FlowSource("a.test.yaml", text));
}

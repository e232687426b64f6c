using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Fail;

public sealed class FailStepTests
{
    [Fact]
    public async Task Fails_with_the_text_of_the_author_at_the_place_of_the_step()
    {
        var end = await new FlowTest("""- fail: "Order ${header.Number} has no lines" """)
        {
            Headers = new Dictionary<string, string> { ["Number"] = "4711" },
        }.RunAsync();

        Assert.Equal(MessageStatus.Failed, end.Status);
        Assert.Equal("IA3351", end.Fault?.Code);
        Assert.Equal("Order 4711 has no lines", end.Fault?.Message);
        Assert.Equal(500, end.Fault?.ResponseStatus);
        Assert.Equal("test.flow.yaml(4,5)", end.Fault?.Span.ToString());
    }

    [Fact]
    public async Task Code_and_status_are_the_authors_choice()
    {
        var end = await new FlowTest("- fail: { message: unknown, code: ORDER-12, status: 422 }").RunAsync();

        Assert.Equal(("ORDER-12", 422), (end.Fault?.Code, end.Fault?.ResponseStatus));
    }

    [Fact]
    public async Task OnError_sees_the_message()
    {
        var end = await new FlowTest("- fail: no lines")
        {
            Flow = """
                   onError:
                     - set: { body: "${exception.message}" }
                   """,
        }.RunAsync();

        Assert.Equal("no lines", end.Body);
    }

    [Fact]
    public async Task Without_a_message_onError_raises_the_error_again_as_it_was()
    {
        var end = await new FlowTest("- fail: { name: check, message: unknown, code: ORDER-12, status: 422 }")
        {
            Flow = """
                   onError:
                     - router:
                         - when: "${exception.code} = 'ORDER-12'"
                           steps: [fail]
                   """,
        }.RunAsync();

        Assert.Equal(MessageStatus.Failed, end.Status);
        Assert.Equal(("ORDER-12", "unknown", "check", 422), (end.Fault?.Code, end.Fault?.Message, end.Fault?.Step, end.Fault?.ResponseStatus));
        Assert.Equal("test.flow.yaml(4,5)", end.Fault?.Span.ToString());
        Assert.Equal("unknown", end.Record.Fault?.Message);
    }

    [Fact]
    public void Without_a_message_there_is_nothing_to_raise_again_outside_of_onError()
    {
        var findings = new FlowTest("- fail")
        {
            Flow = """
                   onError:
                     - process: clean
                   processes:
                     clean: { steps: [fail], onError: [fail] }
                   """,
        }.Findings();

        Assert.Equal(["test.flow.yaml(4,5)", "test.flow.yaml(8,20)"], findings.Select(finding => finding.Split(": error IA1009: 'fail' needs a message")[0]));
    }

    [Fact]
    public void An_error_that_is_raised_again_keeps_its_own_code_and_status()
    {
        var findings = new FlowTest("- fail: no") { Flow = "onError: [{ fail: { status: 422 } }]" }.Findings();

        Assert.Contains("error IA1009: 'fail' with a code or a status needs a message", Assert.Single(findings));
    }

    [Fact]
    public async Task A_message_made_of_a_large_body_is_cut()
    {
        var end = await new FlowTest("""- fail: "${body}" """) { Body = new string('x', 100_000) }.RunAsync();

        Assert.Equal(4097, end.Fault?.Message.Length);
    }

    [Theory]
    [InlineData("message: m, status: 200", "IA1005")]
    [InlineData("message: m, code: lower case", "IA1005")]
    [InlineData("status: 500", "IA1009")]
    public void Wrong_options_are_findings(string options, string code)
    {
        var findings = new FlowTest($"- fail: {{ {options} }}").Findings();

        Assert.Contains($"error {code}:", Assert.Single(findings));
    }
}

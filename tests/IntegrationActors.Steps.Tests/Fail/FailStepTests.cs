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
    public async Task A_message_made_of_a_large_body_is_cut()
    {
        var end = await new FlowTest("""- fail: "${body}" """) { Body = new string('x', 100_000) }.RunAsync();

        Assert.Equal(4097, end.Fault?.Message.Length);
    }

    [Theory]
    [InlineData("message: m, status: 200", "IA1005")]
    [InlineData("message: m, code: lower case", "IA1005")]
    [InlineData("status: 500", "IA1004")]
    public void Wrong_options_are_findings(string options, string code)
    {
        var findings = new FlowTest($"- fail: {{ {options} }}").Findings();

        Assert.Contains($"error {code}:", Assert.Single(findings));
    }
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Send;

public sealed class SendStepTests
{
    [Fact]
    public async Task The_message_goes_out_and_stays_as_it_was()
    {
        var end = await new FlowTest(
            """
            - send: { name: audit, stub: {} }
            - set: { body: "still here: ${body}" }
            """)
        {
            Body = "order",
            Receiver = _ => throw new InvalidOperationException("nobody waits for an answer"),
        }.RunAsync();

        Assert.Equal(["order"], end.Sent);
        Assert.Equal("still here: order", end.Body);
        Assert.Null(end.Fault);
    }

    [Fact]
    public void A_send_needs_exactly_one_receiver()
    {
        var findings = new FlowTest("- send: {}").Findings();

        Assert.StartsWith("test.flow.yaml(4,5): error IA1004: 'send' needs a channel", Assert.Single(findings));
    }
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Call;

public sealed class CallStepTests
{
    [Fact]
    public async Task The_answer_of_the_receiver_becomes_the_message()
    {
        var end = await new FlowTest("- call: { name: erp, stub: {} }")
        {
            Body = "order",
            Receiver = exchange =>
            {
                exchange.Message.Body = Payload.FromText("confirmation");
                exchange.Headers.Set("X-Erp", "1");
                return Outcome.Next;
            },
        }.RunAsync();

        Assert.Equal(["order"], end.Sent);
        Assert.Equal("confirmation", end.Body);
        Assert.Equal("1", end.Headers["X-Erp"]);
        Assert.Equal(["erp"], end.Steps);
    }

    [Fact]
    public async Task A_receiver_that_refuses_fails_the_message_with_its_own_fault()
    {
        var end = await new FlowTest("- call: { name: erp, stub: {} }")
        {
            Receiver = _ => Outcome.Failed(new Fault("IA3200", "503 from the ERP")),
        }.RunAsync();

        Assert.Equal(MessageStatus.Failed, end.Status);
        Assert.Equal(("IA3200", "erp"), (end.Fault?.Code, end.Fault?.Step));
    }

    [Fact]
    public void A_call_needs_exactly_one_receiver()
    {
        var findings = new FlowTest("- call: { name: erp }").Findings();

        Assert.StartsWith("test.flow.yaml(4,5): error IA1004: 'call' needs a channel", Assert.Single(findings));
    }
}

using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Escalate;

public sealed class EscalateStepTests
{
    [Fact]
    public async Task Ends_the_message_escalated_and_leaves_onError_alone()
    {
        var end = await new FlowTest(
            """
            - escalate: "Order ${header.Number} needs an approval"
            - set: { body: unreachable }
            """)
        {
            Headers = new Dictionary<string, string> { ["Number"] = "4711" },
            Flow = """
                   onError:
                     - set: { body: unreachable }
                   """,
        }.RunAsync();

        Assert.Equal(MessageStatus.Escalated, end.Status);
        Assert.Equal(("IA3352", "Order 4711 needs an approval"), (end.Fault?.Code, end.Fault?.Message));
        Assert.Equal("", end.Body);
    }

    [Fact]
    public async Task In_a_local_process_the_caller_goes_on_and_the_end_is_escalated()
    {
        var end = await new FlowTest(
            """
            - process: check
            - set: { body: the caller went on }
            """)
        {
            Flow = """
                   processes:
                     check:
                       steps:
                         - escalate: "look at this"
                   """,
        }.RunAsync();

        Assert.Equal(MessageStatus.Escalated, end.Status);
        Assert.Equal("the caller went on", end.Body);
    }
}

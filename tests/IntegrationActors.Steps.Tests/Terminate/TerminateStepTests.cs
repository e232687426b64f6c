using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Terminate;

public sealed class TerminateStepTests
{
    [Fact]
    public async Task Ends_the_whole_run_quietly_from_within_a_local_process()
    {
        var end = await new FlowTest(
            """
            - process: { name: outer, process: inner }
            - fail: "unreachable"
            """)
        {
            Flow = """
                   processes:
                     inner: { steps: [ terminate ] }
                   """,
        }.RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Null(end.Fault);
        Assert.Equal("outer", end.Steps[0]);
        Assert.Equal(2, end.Steps.Count);
    }
}

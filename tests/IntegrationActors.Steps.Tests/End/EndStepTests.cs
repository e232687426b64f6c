using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.End;

public sealed class EndStepTests
{
    [Fact]
    public async Task Nothing_runs_behind_the_end()
    {
        var end = await new FlowTest(
            """
            - set: { body: done }
            - end
            - fail: "unreachable"
            """).RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal("done", end.Body);
    }

    [Fact]
    public async Task The_end_of_a_local_process_is_not_the_end_of_its_caller()
    {
        var end = await new FlowTest(
            """
            - process: inner
            - set: { body: "${body}, outer" }
            """)
        {
            Flow = """
                   processes:
                     inner:
                       steps:
                         - set: { body: inner }
                         - end
                         - fail: "unreachable"
                   """,
        }.RunAsync();

        Assert.Equal("inner, outer", end.Body);
    }

    [Fact]
    public async Task In_onError_it_counts_the_error_as_handled()
    {
        var end = await new FlowTest("- fail: no")
        {
            Flow = """
                   onError:
                     - set: { body: "handled: ${exception.message}" }
                     - end
                   """,
        }.RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal("handled: no", end.Body);
        Assert.True(end.Record.IntermediateError);
    }
}

using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Process;

public sealed class ProcessStepTests
{
    [Fact]
    public async Task The_process_works_on_the_same_message()
    {
        var end = await new FlowTest(
            """
            - set: { properties: { who: caller } }
            - process: enrich
            - set: { body: "${body} ${property.who}" }
            """)
        {
            Body = "order",
            Flow = """
                   processes:
                     enrich:
                       steps:
                         - set: { body: "${body} of ${property.who}, seen by" }
                         - set: { properties: { who: process } }
                   """,
        }.RunAsync();

        Assert.Equal("order of caller, seen by process", end.Body);
    }

    [Fact]
    public async Task A_failure_that_the_process_handles_is_none_of_its_caller()
    {
        var end = await new FlowTest("- process: risky")
        {
            Flow = """
                   processes:
                     risky:
                       steps: [ { fail: broken } ]
                       onError:
                         - set: { body: "mended: ${exception.message}" }
                   """,
        }.RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal("mended: broken", end.Body);
    }

    [Fact]
    public async Task A_failure_that_the_process_does_not_handle_is_its_callers()
    {
        var end = await new FlowTest("- process: risky")
        {
            Flow = """
                   processes:
                     risky: { steps: [ { fail: { name: the culprit, message: broken } } ] }
                   onError:
                     - set: { body: "the caller knows: ${exception.message}" }
                   """,
        }.RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal("the caller knows: broken", end.Body);
        Assert.Equal("the culprit", end.Record.Fault?.Step);
    }

    [Fact]
    public async Task A_process_that_calls_itself_without_end_fails()
    {
        var end = await new FlowTest("- process: again")
        {
            Flow = """
                   processes:
                     again: { steps: [ { process: again } ] }
                   """,
        }.RunAsync();

        Assert.Equal("IA3004", end.Fault?.Code);
    }

    [Fact]
    public void An_unknown_process_is_a_finding_with_what_was_probably_meant()
    {
        var findings = new FlowTest("- process: enrch")
        {
            Flow = """
                   processes:
                     enrich: { steps: [ end ] }
                   """,
        }.Findings();

        Assert.StartsWith("test.flow.yaml(4,14): error IA1203: unknown process 'enrch' (did you mean 'enrich'?)", Assert.Single(findings));
    }
}

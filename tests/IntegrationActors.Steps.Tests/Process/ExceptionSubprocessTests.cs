using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Process;

/// <summary>What people know as Exception Subprocess: <c>onError</c> of a flow or of a process.</summary>
public sealed class ExceptionSubprocessTests
{
    [Fact]
    public async Task It_sees_message_code_step_and_cause_and_nothing_runs_behind_the_failed_step()
    {
        var end = await new FlowTest(
            """
            - call: { name: erp, stub: {} }
            - send: { stub: {} }
            """)
        {
            Receiver = _ => Outcome.Failed(new Fault("X-1", "the ERP said no", Cause: new TimeoutException("inner"))),
            Flow = """
                   onError:
                     - set:
                         headers:
                           Message: "${exception.message}"
                           Step: "${property.SAP_ErrorModelStepID}"
                         properties: { trace: "${exception.stacktrace}" }
                         body: "custom ${exception.code}"
                   """,
        }.RunAsync();

        Assert.Equal((MessageStatus.Completed, "custom X-1", true), (end.Status, end.Body, end.Record.IntermediateError));
        Assert.Equal(("the ERP said no", "erp"), (end.Headers["Message"], end.Headers["Step"]));
        Assert.Contains("TimeoutException: inner", (string?)end.Properties["trace"]);
        Assert.Single(end.Sent);
    }

    [Theory]
    [InlineData("- end", MessageStatus.Completed, null)]
    [InlineData("- fail", MessageStatus.Failed, "X-1")]
    [InlineData("- fail: { message: other, code: X-2 }", MessageStatus.Failed, "X-2")]
    [InlineData("- escalate: look at it", MessageStatus.Escalated, "IA3352")]
    [InlineData("- terminate", MessageStatus.Completed, null)]
    public async Task Its_end_decides_how_the_message_ends(string last, MessageStatus status, string? code)
    {
        var end = await new FlowTest("- fail: { message: no, code: X-1 }") { Flow = $"onError:\n  {last}\n" }.RunAsync();

        Assert.Equal((status, code), (end.Status, end.Fault?.Code));
    }

    [Fact]
    public async Task Router_splitter_and_processes_may_stand_in_it_unlike_in_SAP()
    {
        var end = await new FlowTest("- fail: { message: no, code: X-1 }")
        {
            Body = "a\nb",
            Flow = """
                   onError:
                     - router:
                         - when: "${exception.code} = 'X-1'"
                           steps:
                             - splitter: { lines: true, steps: [ { process: tell } ] }
                   processes:
                     tell: { steps: [ { send: { stub: {} } } ] }
                   """,
        }.RunAsync();

        Assert.Equal((MessageStatus.Completed, 2), (end.Status, end.Sent.Count));
    }

    [Fact]
    public async Task A_failure_that_a_process_does_not_handle_is_handled_by_its_caller_unlike_in_SAP()
    {
        var end = await new FlowTest("- process: check")
        {
            Flow = """
                   processes: { check: { steps: [ { fail: no } ] } }
                   onError: [ { set: { body: "handled ${exception.message}" } } ]
                   """,
        }.RunAsync();

        Assert.Equal((MessageStatus.Completed, "handled no"), (end.Status, end.Body));
    }
}

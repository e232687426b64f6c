using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Engine.Tests.Support;
using static IntegrationActors.Engine.Tests.Support.TestFlow;

namespace IntegrationActors.Engine.Tests.Plans;

public sealed class PlanProcessTests
{
    private readonly List<string> _visited = [];

    [Fact]
    public async Task Error_handling_that_ends_normally_completes_the_message_and_remembers_the_error()
    {
        var flow = new TestFlow().Steps(Fail("broken"), Visit("never")).OnError(Reply(e => $"sorry: {e.Fault!.Message}"));
        var receipt = await flow.RunAsync();

        Assert.Equal(MessageStatus.Completed, receipt.Status);
        Assert.Equal("sorry: broken", receipt.Body);
        Assert.True(flow.Log.Only.IntermediateError);
        Assert.Equal("broken", flow.Log.Only.Fault!.Message);
        Assert.Empty(_visited);
    }

    [Fact]
    public async Task Error_handling_that_fails_fails_the_message_with_the_new_fault()
    {
        var receipt = await new TestFlow().Steps(Fail("first")).OnError(Fail("second")).RunAsync();

        Assert.Equal(MessageStatus.Failed, receipt.Status);
        Assert.Equal("second", receipt.Fault!.Message);
    }

    [Fact]
    public async Task Error_handling_that_escalates_escalates_the_message()
    {
        var receipt = await new TestFlow().Steps(Fail("first")).OnError(Return(Outcome.Escalated(new Fault("IA3302", "call the plant")))).RunAsync();

        Assert.Equal(MessageStatus.Escalated, receipt.Status);
        Assert.Equal("call the plant", receipt.Fault!.Message);
    }

    [Fact]
    public async Task An_end_inside_a_process_returns_to_its_caller()
    {
        await new TestFlow()
            .Steps(Call("check"), Visit("after"))
            .Process("check", Sequence(Visit("in"), Return(Outcome.End), Visit("never")))
            .RunAsync();

        Assert.Equal(["in", "after"], _visited);
    }

    [Fact]
    public async Task A_terminate_inside_a_process_ends_the_whole_message_as_completed()
    {
        var receipt = await new TestFlow()
            .Steps(Call("check"), Visit("never"))
            .Process("check", Sequence(Return(Outcome.Terminate)))
            .RunAsync();

        Assert.Empty(_visited);
        Assert.Equal(MessageStatus.Completed, receipt.Status);
    }

    [Fact]
    public async Task An_escalation_inside_a_process_lets_the_caller_go_on_and_ends_escalated()
    {
        var receipt = await new TestFlow()
            .Steps(Call("check"), Visit("after"))
            .Process("check", Sequence(Return(Outcome.Escalated(new Fault("IA3302", "look at it")))))
            .RunAsync();

        Assert.Equal(["after"], _visited);
        Assert.Equal(MessageStatus.Escalated, receipt.Status);
    }

    [Fact]
    public async Task A_process_handles_its_own_errors_and_the_caller_goes_on()
    {
        var flow = new TestFlow()
            .Steps(Call("check"), Visit("after"))
            .OnError(Visit("main handler"))
            .Process("check", Sequence(Fail("broken")), onError: Sequence(Visit("own handler")));
        var receipt = await flow.RunAsync();

        Assert.Equal(["own handler", "after"], _visited);
        Assert.Equal(MessageStatus.Completed, receipt.Status);
        Assert.True(flow.Log.Only.IntermediateError);
    }

    [Fact]
    public async Task A_fault_that_a_process_does_not_handle_is_its_callers()
    {
        await new TestFlow()
            .Steps(Call("check"), Visit("never"))
            .OnError(Visit("main handler"))
            .Process("check", Sequence(Fail("broken")))
            .RunAsync();

        Assert.Equal(["main handler"], _visited);
    }

    [Fact]
    public async Task A_process_that_calls_itself_without_end_fails_and_the_server_lives()
    {
        var receipt = await new TestFlow().Steps(Call("again")).Process("again", Sequence(Call("again"))).RunAsync();

        Assert.Equal("IA3004", receipt.Fault!.Code);
        Assert.Contains($"{PlanProcess.MaxCallDepth}", receipt.Fault.Message);
    }

    private Core.Options.StepDefinition Visit(string name) => Do(_ => _visited.Add(name));

    private static Core.Options.StepDefinition Reply(Func<Exchange, string> body) => Step(async (e, _, _) =>
    {
        await e.ReplaceBodyAsync(Payload.FromText(body(e)));
        return Outcome.Next;
    });

    [Fact]
    public async Task The_log_tells_what_was_handled_when_the_error_handling_fails_itself()
    {
        var flow = new TestFlow().Steps(Step((_, _, _) => new(Outcome.Failed(new Fault("IA9001", "refused"))), name: "erp")).OnError(Fail("no mail"));

        var receipt = await flow.RunAsync();

        Assert.Equal("no mail (while handling IA9001 in step 'erp': refused)", flow.Log.Only.Fault!.Message);
        Assert.Equal("IA9000", flow.Log.Only.Fault.Code);
        Assert.Equal("no mail", receipt.Fault!.Message);
    }

    [Fact]
    public async Task The_log_tells_what_was_handled_when_the_error_handling_escalates()
    {
        var flow = new TestFlow()
            .Steps(Step((_, _, _) => new(Outcome.Failed(new Fault("IA9001", new string('x', 10_000)))), name: "erp"))
            .OnError(Return(Outcome.Escalated(new Fault("IA9002", "look"))));

        await flow.RunAsync();

        Assert.Equal(MessageStatus.Escalated, flow.Log.Only.Status);
        Assert.StartsWith("look (while handling IA9001 in step 'erp': xxx", flow.Log.Only.Fault!.Message);
        Assert.InRange(flow.Log.Only.Fault.Message.Length, Fault.MaxRemoteText, Fault.MaxRemoteText + 100);
    }
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Tests.Support;
using static IntegrationActors.Engine.Tests.Support.TestFlow;

namespace IntegrationActors.Engine.Tests.Running;

public sealed class StepRunnerTests
{
    [Fact]
    public async Task Turns_an_exception_of_a_step_into_a_fault_that_names_the_step()
    {
        var receipt = await new TestFlow().Steps(Step((_, _, _) => throw new InvalidOperationException("oops"), name: "enrich")).RunAsync();

        Assert.Equal(MessageStatus.Failed, receipt.Status);
        Assert.Equal("IA3001", receipt.Fault!.Code);
        Assert.Contains("oops", receipt.Fault.Message);
        Assert.Equal("enrich", receipt.Fault.Step);
        Assert.Equal(3, receipt.Fault.Span.Line);
    }

    [Fact]
    public async Task Hands_on_the_fault_that_a_step_threw()
    {
        var receipt = await new TestFlow().Steps(Step(async (_, _, _) =>
        {
            await Task.Yield();
            throw new FaultException("IA3011", "not JSON");
        })).RunAsync();

        Assert.Equal("IA3011", receipt.Fault!.Code);
    }

    [Fact]
    public async Task Fails_a_step_that_takes_longer_than_its_time_out()
    {
        var receipt = await new TestFlow().Steps(Step(Forever, timeout: TimeSpan.FromMilliseconds(20))).RunAsync();

        Assert.Equal("IA3002", receipt.Fault!.Code);
    }

    [Fact]
    public async Task Fails_a_run_that_takes_longer_than_the_flow_allows()
    {
        var receipt = await new TestFlow { Timeout = TimeSpan.FromMilliseconds(20) }.Steps(Step(Forever)).RunAsync();

        Assert.Equal(MessageStatus.Failed, receipt.Status);
        Assert.Equal("IA3003", receipt.Fault!.Code);
        Assert.Equal(504, receipt.Fault.ResponseStatus);
    }

    [Fact]
    public async Task Captures_the_message_before_each_step_at_level_trace_with_secrets_masked()
    {
        var flow = new TestFlow { Level = MessageLogLevel.Trace }.Steps(
            Do(e => e.Headers["Authorization"] = "Basic c2VjcmV0"),
            Step(async (e, _, _) =>
            {
                await e.ReplaceBodyAsync(Payload.FromText("after"));
                return Outcome.Next;
            }));
        await flow.RunAsync("before");

        var trace = flow.Log.Only.Trace!;
        Assert.Equal(["before", "before", "after"], trace.Select(t => System.Text.Encoding.UTF8.GetString(t.Body.Span)));
        Assert.Equal([0, 1, -1], trace.Select(t => t.Node));
        Assert.DoesNotContain("c2VjcmV0", trace[1].Headers[0].Value);
    }

    private static async ValueTask<Outcome> Forever(Exchange exchange, Core.Steps.IStepContext context, CancellationToken cancel)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        return Outcome.Next;
    }
}

using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Engine.Tests.Support;
using static IntegrationActors.Engine.Tests.Support.TestFlow;

namespace IntegrationActors.Engine.Tests.Inlets;

public sealed class FlowInletTests
{
    [Fact]
    public async Task Logs_the_begin_and_exactly_one_end()
    {
        var flow = new TestFlow().Steps(Do(e => e.Headers["SAP_ApplicationID"] = "4711"));
        await flow.RunAsync();

        Assert.Same(Assert.Single(flow.Log.Begun), flow.Log.Only);
        Assert.Equal(MessageStatus.Completed, flow.Log.Only.Status);
        Assert.Equal("4711", flow.Log.Only.ApplicationId);
        Assert.True(flow.Log.Only.Duration >= 0);
    }

    [Fact]
    public async Task A_sender_that_could_not_be_told_makes_the_message_failed()
    {
        var flow = new TestFlow().Steps(Do(_ => { }));
        var receipt = new TestReceipt { Message = new Message(), SettlementError = new IOException("gone") };

        await flow.Open().ProcessAsync(receipt, default);

        Assert.Equal(1, receipt.Settled);
        Assert.Equal(MessageStatus.Failed, flow.Log.Only.Status);
        Assert.Equal("IA3007", flow.Log.Only.Fault!.Code);
    }

    [Fact]
    public async Task A_message_that_can_not_be_had_is_logged_as_failed_without_a_run()
    {
        var hasRun = false;
        var flow = new TestFlow().Steps(Do(_ => hasRun = true));
        var receipt = new TestReceipt { Message = new Message(), Obstacle = new Fault("IA9999", "can't be read") };

        await flow.Open().ProcessAsync(receipt, default);

        Assert.False(hasRun);
        Assert.Equal((1, MessageStatus.Failed, "IA9999"), (receipt.Settled, receipt.Status, flow.Log.Only.Fault!.Code));
    }

    [Fact]
    public async Task A_message_that_needs_no_run_is_logged_and_settled_as_completed_without_one()
    {
        var hasRun = false;
        var flow = new TestFlow().Steps(Do(_ => hasRun = true));
        var receipt = new TestReceipt { Message = new Message(), NeedsRun = false };

        await flow.Open().ProcessAsync(receipt, default);

        Assert.False(hasRun);
        Assert.Equal((1, MessageStatus.Completed, MessageStatus.Completed), (receipt.Settled, receipt.Status, flow.Log.Only.Status));
    }

    [Fact]
    public async Task Aborting_ends_what_is_inside_as_abandoned()
    {
        var entered = new TaskCompletionSource();
        var flow = new TestFlow().Steps(Step(async (_, _, cancel) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return Outcome.Next;
        }));
        var inlet = flow.Open();
        var receipt = new TestReceipt { Message = new Message() };
        var run = inlet.ProcessAsync(receipt, default).AsTask();
        await entered.Task;

        inlet.Abort();
        await run;

        Assert.Equal(MessageStatus.Abandoned, receipt.Status);
        Assert.Equal(MessageStatus.Abandoned, flow.Log.Only.Status);
        Assert.Equal(503, receipt.Fault!.ResponseStatus);
    }

    [Fact]
    public async Task Releases_the_body_at_the_end()
    {
        var stream = new MemoryStream([1, 2, 3]);
        var receipt = new TestReceipt { Message = new Message { Body = Payload.FromStream(stream, 3, new PayloadSpool(Path.GetTempPath())) } };

        await new TestFlow().Steps(Do(_ => { })).Open().ProcessAsync(receipt, default);

        Assert.False(stream.CanRead);
    }

    [Fact]
    public async Task Admits_nothing_that_the_log_could_lose()
    {
        var flow = new TestFlow();
        flow.Log.IsBehind = true;

        Assert.Equal(AdmissionKind.Full, (await flow.Open().EnterAsync(default)).Kind);
    }

    [Fact]
    public async Task A_message_at_level_none_keeps_no_business_keys()
    {
        var flow = new TestFlow { Level = MessageLogLevel.None }.Steps(Do(e => e.Headers["SAP_ApplicationID"] = "4711"));
        await flow.RunAsync();

        Assert.Null(flow.Log.Only.ApplicationId);
    }

    [Fact]
    public async Task A_key_that_can_not_be_read_stands_in_nobodys_way()
    {
        var flow = new TestFlow { Track = [new NamedExpression("orderId", new BrokenExpression())] }.Steps(Do(_ => { }));

        var receipt = await flow.RunAsync();

        Assert.Equal((1, MessageStatus.Completed), (receipt.Settled, receipt.Status));
        Assert.Equal(MessageStatus.Completed, flow.Log.Only.Status);
        Assert.Equal(KeyValuePair.Create("orderId", "IA3001"), Assert.Single(flow.Log.Only.Keys));
    }

    private sealed class BrokenExpression() : Expression(SourceSpan.None, "broken")
    {
        public override bool ReadsBody => false;

        public override object? Evaluate(Exchange exchange) => throw new InvalidOperationException("broken");
    }
}

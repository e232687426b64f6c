using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Running;
using IntegrationActors.Engine.Tests.Support;
using static IntegrationActors.Engine.Tests.Support.TestFlow;

namespace IntegrationActors.Engine.Tests.Inlets;

/// <summary>Whoever watches a message must not change what becomes of it.</summary>
public sealed class FlowInletTraceTests
{
    [Theory]
    [InlineData(MessageLogLevel.Info)]
    [InlineData(MessageLogLevel.Trace)]
    public async Task A_body_that_breaks_fails_the_message_the_same_way_at_every_level(MessageLogLevel level)
    {
        var handled = 0;
        var flow = new TestFlow { Level = level }
            .Steps(Do(_ => { }), Step(ReadAsync))
            .OnError(Do(_ => handled++), Do(_ => handled++), Step(ReadAsync));

        var receipt = await RunAsync(flow, new BrokenStream());

        Assert.Equal(2, handled);
        AssertFailedOnce(flow, receipt, "IA9100");
    }

    [Theory]
    [InlineData(MessageLogLevel.Info)]
    [InlineData(MessageLogLevel.Trace)]
    public async Task A_body_that_a_step_streamed_away_fails_the_message_the_same_way_at_every_level(MessageLogLevel level)
    {
        var handled = 0;
        var flow = new TestFlow { Level = level }
            .Steps(Step(StreamAwayAsync), Fail("refused"))
            .OnError(Do(_ => handled++), Do(_ => handled++));

        var receipt = await RunAsync(flow, new MemoryStream());

        Assert.Equal(2, handled);
        AssertFailedOnce(flow, receipt, "IA3007");
    }

    [Fact]
    public async Task A_capture_says_what_it_could_not_read()
    {
        var flow = new TestFlow { Level = MessageLogLevel.Trace }.Steps(Do(e => e.Properties.Set("a", "b")), Do(_ => { }));

        await RunAsync(flow, new BrokenStream());

        var capture = flow.Log.Only.Trace![1];
        Assert.Equal(["a", TraceCapture.Unreadable], capture.Properties.Select(p => p.Key));
        Assert.Equal("the answer broke", capture.Properties[1].Value);
        Assert.Equal(0, capture.Body.Length);
    }

    private static async Task<TestReceipt> RunAsync(TestFlow flow, Stream body)
    {
        var receipt = new TestReceipt { Message = new Message { Body = Unread(body) } };
        await flow.Open().ProcessAsync(receipt, CancellationToken.None);
        return receipt;
    }

    private static void AssertFailedOnce(TestFlow flow, TestReceipt receipt, string code)
    {
        Assert.Equal(1, receipt.Settled);
        Assert.Equal(MessageStatus.Failed, flow.Log.Only.Status);
        Assert.Equal(code, flow.Log.Only.Fault!.Code);
    }

    private static async ValueTask<Outcome> ReadAsync(Exchange exchange, Core.Steps.IStepContext context, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        return Outcome.Next;
    }

    private static async ValueTask<Outcome> StreamAwayAsync(Exchange exchange, Core.Steps.IStepContext context, CancellationToken cancel)
    {
        await exchange.ReplaceBodyAsync(Unread(new MemoryStream([1])));
        exchange.Body.OpenRead();
        return Outcome.Next;
    }

    private static Payload Unread(Stream stream) => Payload.FromStream(stream, null, new PayloadSpool(Path.GetTempPath()));

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new FaultException("IA9100", "the answer broke");
    }
}

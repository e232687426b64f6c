using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Plans;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>A flow with an aggregator that is open on one node. What it brings on runs when the test says so, so that nothing has to be waited for.</summary>
internal sealed class AggregatorTest(FlowTest test, FakeTimeProvider time, ITenantStores stores)
{
    private readonly LookingClock _clock = new(time);
    private readonly CapturedStreams _streams = new();

    /// <summary>What became of messages, in their order: of those that were sent, and of those that were brought on.</summary>
    public List<FlowEnd> Ends { get; } = [];

    /// <summary>Bodies that the receiver <c>stub</c> got.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Sends a message into the flow.</summary>
    public async Task<FlowEnd> SendAsync(string body, params (string Name, string Value)[] headers)
    {
        var message = new Message { Body = Payload.FromText(body) };
        foreach (var (name, value) in headers)
        {
            message.Headers.Set(name, value);
        }

        return await SendAsync(new TestReceipt(isSynchronous: true) { Message = message });
    }

    public async Task<FlowEnd> SendAsync(TestReceipt receipt)
    {
        var (plan, context) = await OpenAsync();
        await Inlet(plan, context, 0).ProcessAsync(receipt, CancellationToken.None);
        return Keep(receipt.End! with { Record = context.Record! }, context);
    }

    /// <summary>Runs what is due now, one after the other, and what becomes due by that.</summary>
    public async Task<IReadOnlyList<FlowEnd>> BringOnAsync()
    {
        var ends = new List<FlowEnd>();
        while (await TakeAsync() is { } taken)
        {
            ends.Add(await RunAsync(taken));
        }

        return ends;
    }

    /// <summary>Takes what is due, and lets it lie: as a node does that dies.</summary>
    public async Task<Receipt?> TakeAsync()
    {
        var (plan, context) = await OpenAsync();
        await using var sender = plan.CreateSender(plan.Entries[^1]);
        await sender.StartAsync(Inlet(plan, context, plan.Entries.Count - 1), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var looking = _clock.NextTimer;
        var receipts = _streams.Source!.ReceiveAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = receipts.MoveNextAsync().AsTask();
        if (await Task.WhenAny(next, looking) == next && await next)
        {
            return receipts.Current;
        }

        // It waits: there is nothing.
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        return null;
    }

    /// <summary>Runs what was taken.</summary>
    public async Task<FlowEnd> RunAsync(Receipt taken)
    {
        var (plan, context) = await OpenAsync();
        var kept = new KeptReceipt(taken);
        await Inlet(plan, context, plan.Entries.Count - 1).ProcessAsync(kept, CancellationToken.None);
        return Keep(kept.End! with { Record = context.Record! }, context);
    }

    private FlowInlet Inlet(FlowPlan plan, TestFlowContext context, int entry) =>
        new(plan, plan.Entries[entry], new FlowGate(new Definitions.ConcurrencyLimits()), new FlowLogging(context, new FlowLogLevel(time), time));

    private Task<(FlowPlan Plan, TestFlowContext Context)> OpenAsync()
    {
        var context = new TestFlowContext(test with { Stores = stores, Time = _clock }) { Streams = _streams };
        return Task.FromResult((test.Compile(context), context));
    }

    private FlowEnd Keep(FlowEnd end, TestFlowContext context)
    {
        Ends.Add(end);
        Sent.AddRange(context.Sent);
        return end;
    }

    /// <summary>Tells when somebody begins to wait.</summary>
    private sealed class LookingClock(FakeTimeProvider time) : TimeProvider
    {
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task NextTimer => _next.Task;

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            return time.CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class CapturedStreams : IChannelStreams
    {
        public IMessageSource? Source { get; private set; }

        public IChannelStream Start(string channel, IMessageSource source, IFlowInlet inlet)
        {
            Source = source;
            return new NoStream();
        }
    }

    private sealed class NoStream : IChannelStream
    {
        public ChannelStatus Status => new("none", ChannelState.Connected, DateTimeOffset.UnixEpoch);

        public ValueTask StopAsync(CancellationToken cancel) => default;

        public ValueTask DisposeAsync() => default;
    }

    /// <summary>Settles what was taken, and keeps what it was told.</summary>
    private sealed class KeptReceipt : Receipt
    {
        private readonly Receipt _taken;

        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public KeptReceipt(Receipt taken)
        {
            _taken = taken;
            (Id, Message, Properties, Predecessor, Keys) = (taken.Id, taken.Message, taken.Properties, taken.Predecessor, taken.Keys);
        }

        public FlowEnd? End { get; private set; }

        public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
        {
            var exchange = settlement.Exchange;
            End = new FlowEnd(settlement.Status, settlement.Fault, await exchange.Body.ReadTextAsync(cancel), exchange.Headers.Copy(), exchange.Properties.Copy());
            await _taken.SettleAsync(settlement, cancel);
        }

        public override MessageStatus StatusInLog(MessageStatus ended) => _taken.StatusInLog(ended);
    }
}

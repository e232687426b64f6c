using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.Aggregations;

/// <summary>The channel of an aggregator beside its step, as a running flow has them.</summary>
public sealed class AggregationSourceTests : IAsyncLifetime, IChannelStreams
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestStores _stores = null!;
    private IMessageSource? _source;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open(_time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task What_is_completed_on_this_node_need_not_wait_for_the_next_look()
    {
        var context = new TestFlowContext(new FlowTest("") { Stores = _stores.Acme, Time = _time }) { Streams = this };
        await using var plan = new FlowTest("- aggregator: { name: a, correlation: all, format: text, completionSize: 1, steps: [ end ] }").Compile(context);
        await using var sender = plan.CreateSender(plan.Entries[1]);
        var inlet = new FlowInlet(plan, plan.Entries[0], new FlowGate(new Definitions.ConcurrencyLimits()), new FlowLogging(context, new FlowLogLevel(_time), _time));
        await sender.StartAsync(inlet, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        await using var receipts = _source!.ReceiveAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = receipts.MoveNextAsync().AsTask();

        await inlet.ProcessAsync(new TestReceipt(isSynchronous: true) { Message = new Message { Body = Payload.FromText("a") } }, CancellationToken.None);

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("a", receipts.Current.Message.Body.AsText());
    }

    [Fact]
    public async Task What_was_taken_and_did_not_enter_is_given_back_untried()
    {
        var flow = new AggregatorTest(new FlowTest("- aggregator: { name: a, correlation: all, format: text, completionSize: 1, steps: [ end ] }"), _time, _stores.Acme);
        await flow.SendAsync("a");

        var taken = await flow.TakeAsync();
        await taken!.ReleaseAsync();

        Assert.Equal("a", Assert.Single(await flow.BringOnAsync()).Body);
    }

    [Fact]
    public async Task A_flow_that_nobody_sends_into_still_brings_on_what_it_had_gathered()
    {
        var flow = new FlowTest("- aggregator: { name: a, correlation: all, format: text, steps: [ end ] }");
        await new AggregatorTest(flow, _time, _stores.Acme).SendAsync("a");
        await _stores.ReopenAsync();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("a", Assert.Single(await new AggregatorTest(flow, _time, _stores.Acme).BringOnAsync()).Body);
    }

    public IChannelStream Start(string channel, IMessageSource source, IFlowInlet inlet)
    {
        Assert.Equal("aggregator:a", channel);
        _source = source;
        return new NoStream();
    }

    private sealed class NoStream : IChannelStream
    {
        public ChannelStatus Status => new("aggregator:a", ChannelState.Connected, DateTimeOffset.UnixEpoch);

        public ValueTask StopAsync(CancellationToken cancel) => default;

        public ValueTask DisposeAsync() => default;
    }
}

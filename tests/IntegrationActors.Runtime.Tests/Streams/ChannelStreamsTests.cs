using Akka.Actor;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Runtime.Streams;
using IntegrationActors.Runtime.Telemetry;
using IntegrationActors.Runtime.Tests.Support;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Runtime.Tests.Streams;

/// <summary>Channels that fetch their messages, on a real actor system.</summary>
public sealed class ChannelStreamsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ActorSystem _system = ActorSystem.Create("streams");
    private readonly TestLog _log = new();
    private readonly FlowMeter _meter = new();
    private readonly ScriptedInlet _inlet = new();
    private ChannelStreams _streams = null!;

    public Task InitializeAsync()
    {
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        _streams = new ChannelStreams(new FlowTelemetry(_meter, loggers), TimeProvider.System) { Pauses = () => new ReconnectPause(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50), 0.2) };
        _streams.Open(_system);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _system.Terminate();

    public void Dispose()
    {
        _log.Dispose();
        _meter.Dispose();
        _system.Dispose();
    }

    [Fact]
    public async Task Runs_as_many_messages_at_once_as_the_channel_has_places_and_takes_no_more()
    {
        var runs = new TaskCompletionSource();
        _inlet.Run = runs.Task;
        var source = Filled(concurrency: 3, messages: 10);
        await using var stream = _streams.Start("queue:orders", source, _inlet);

        await Eventually.HoldsAsync(() => _inlet.Inside == 3);
        var taken = 10 - source.Waiting;
        runs.SetResult();
        await Eventually.HoldsAsync(() => _inlet.Begun.Count == 10);

        Assert.InRange(taken, 3, 4);
        Assert.Equal(3, _inlet.Most);
    }

    [Fact]
    public async Task Keeps_the_order_with_one_place()
    {
        var source = new ScriptedSource();
        var receipts = Enumerable.Range(0, 200).Select(_ => Receipt()).ToArray();
        await using var stream = _streams.Start("queue:orders", source, _inlet);

        foreach (var receipt in receipts)
        {
            source.Put(receipt);
        }

        await Eventually.HoldsAsync(() => _inlet.Begun.Count == receipts.Length);
        Assert.Equal(receipts, _inlet.Begun);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Fills_each_place_again_however_soon_it_is_free(int concurrency)
    {
        await using var stream = _streams.Start("queue:orders", Filled(concurrency, messages: 3000), _inlet);

        await Eventually.HoldsAsync(() => _inlet.Begun.Count == 3000);

        Assert.InRange(_inlet.Most, 1, concurrency);
    }

    [Fact]
    public async Task Waits_while_the_flow_is_full()
    {
        _inlet.Room = AdmissionKind.Full;
        await using var stream = _streams.Start("queue:orders", Filled(concurrency: 1, messages: 2), _inlet);
        await Eventually.HoldsAsync(() => _inlet.Asked > 2);

        _inlet.Room = AdmissionKind.Admitted;

        await Eventually.HoldsAsync(() => _inlet.Begun.Count == 2);
    }

    [Fact]
    public async Task Connects_again_until_the_sender_system_is_back()
    {
        var source = new ScriptedSource { Broken = new Fault("IA9999", "nobody there") };
        await using var stream = _streams.Start("queue:orders", source, _inlet);
        await Eventually.HoldsAsync(() => source.Connections >= 3);
        var failed = stream.Status;

        source.Put(Receipt());
        source.Broken = null;

        await Eventually.HoldsAsync(() => _inlet.Begun.Count == 1);
        Assert.Equal((ChannelState.Failed, "IA9999: nobody there"), (failed.State, failed.Reason));
        Assert.Equal((ChannelState.Connected, null), (stream.Status.State, stream.Status.Reason));
        Assert.Contains("nobody there", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task A_source_that_fails_while_it_is_read_goes_on_with_the_next_message()
    {
        var source = new ScriptedSource();
        await using var stream = _streams.Start("queue:orders", source, _inlet);
        source.Put(Receipt());
        await Eventually.HoldsAsync(() => _inlet.Begun.Count == 1);

        source.Breaks = new FaultException(new Fault("IA9999", "cut"));
        source.Put(Receipt());

        await Eventually.HoldsAsync(() => _inlet.Begun.Count == 2);
        Assert.Equal(2, source.Connections);
    }

    [Fact]
    public async Task A_run_that_throws_ends_no_stream()
    {
        var source = new ScriptedSource();
        _inlet.Run = Task.FromException(new InvalidOperationException("a defect"));
        await using var stream = _streams.Start("queue:orders", source, _inlet);

        source.Put(Receipt());
        source.Put(Receipt());

        await Eventually.HoldsAsync(() => _inlet.Begun.Count == 2 && _inlet.Inside == 0);
        Assert.Equal(ChannelState.Connected, stream.Status.State);
    }

    [Fact]
    public async Task Stops_at_once_while_it_waits_for_messages()
    {
        var source = new ScriptedSource();
        var stream = _streams.Start("queue:orders", source, _inlet);
        await Eventually.HoldsAsync(() => stream.Status.State == ChannelState.Connected);

        await stream.DisposeAsync().AsTask().WaitAsync(Patience);
        source.Put(Receipt());

        Assert.True(source.Disposed.Task.IsCompletedSuccessfully);
        Assert.Equal(ChannelState.Stopped, stream.Status.State);
        Assert.Equal(1, source.Waiting);
    }

    [Fact]
    public async Task What_was_taken_and_did_not_enter_is_given_back()
    {
        _inlet.Room = AdmissionKind.Full;
        var receipt = Receipt();
        var source = new ScriptedSource();
        source.Put(receipt);
        var stream = _streams.Start("queue:orders", source, _inlet);
        await Eventually.HoldsAsync(() => _inlet.Asked > 0);

        await stream.StopAsync(CancellationToken.None).AsTask().WaitAsync(Patience);

        Assert.True(await receipt.Released.Task.WaitAsync(Patience));
        await stream.DisposeAsync();
        Assert.Empty(_inlet.Begun);
    }

    [Fact]
    public async Task What_is_inside_goes_on_after_the_stop_and_the_source_stays_open_until_its_end()
    {
        var run = new TaskCompletionSource();
        _inlet.Run = run.Task;
        var source = Filled(concurrency: 2, messages: 5);
        var stream = _streams.Start("queue:orders", source, _inlet);
        await Eventually.HoldsAsync(() => _inlet.Inside == 2);

        await stream.StopAsync(CancellationToken.None).AsTask().WaitAsync(Patience);
        var wasOpen = !source.Disposed.Task.IsCompleted;
        run.SetResult();
        await stream.DisposeAsync().AsTask().WaitAsync(Patience);

        Assert.True(wasOpen);
        Assert.True(source.Disposed.Task.IsCompletedSuccessfully);
        Assert.Equal(2, _inlet.Begun.Count);
    }

    [Fact]
    public async Task A_stop_while_it_waits_to_connect_again_ends_it()
    {
        var source = new ScriptedSource { Broken = new Fault("IA9999", "nobody there") };
        var slow = new ChannelStreams(new FlowTelemetry(_meter, LoggerFactory.Create(_ => { })), TimeProvider.System) { Pauses = () => new ReconnectPause(TimeSpan.FromHours(1), TimeSpan.FromHours(1), 0) };
        slow.Open(_system);
        var stream = slow.Start("queue:orders", source, _inlet);
        await Eventually.HoldsAsync(() => stream.Status.State == ChannelState.Failed);
        var nextTry = stream.Status.NextTry;

        await stream.DisposeAsync().AsTask().WaitAsync(Patience);

        Assert.True(nextTry > TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(30));

        Assert.True(source.Disposed.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task The_end_of_the_actor_system_ends_the_stream()
    {
        var source = new ScriptedSource();
        var stream = _streams.Start("queue:orders", source, _inlet);
        await Eventually.HoldsAsync(() => stream.Status.State == ChannelState.Connected);

        await _system.Terminate();

        await source.Disposed.Task.WaitAsync(Patience);
        await stream.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public void A_node_that_has_not_started_runs_no_channels()
    {
        var streams = new ChannelStreams(new FlowTelemetry(_meter, LoggerFactory.Create(_ => { })), TimeProvider.System);

        Assert.Throws<InvalidOperationException>(() => streams.Start("queue:orders", new ScriptedSource(), _inlet));
    }

    private static ScriptedReceipt Receipt() => new() { Message = new Message() };

    private static ScriptedSource Filled(int concurrency, int messages)
    {
        var source = new ScriptedSource(concurrency);
        for (var i = 0; i < messages; i++)
        {
            source.Put(Receipt());
        }

        return source;
    }
}

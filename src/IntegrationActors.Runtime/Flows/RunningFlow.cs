using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Flows;

/// <summary>One version of a flow with everything that belongs to it: plan, gate, sender adapters. Starts once, retires once.</summary>
internal sealed class RunningFlow
{
    // What a cancelled run may take to unwind; a step that ignores its token must not hold up the node.
    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(10);

    // What a channel may take to close; the gate closes all the same.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(10);

    private readonly FlowPlan _plan;
    private readonly FlowGate _gate;
    private readonly RunningFlows _node;
    private readonly IReadOnlyList<(ISenderAdapter Sender, FlowInlet Inlet)> _entries;
    private readonly Lock _lock = new();
    private Task<int>? _retirement;

    public RunningFlow(FlowVersion version, FlowPlan plan, FlowGate gate, FlowLogging logging, RunningFlows node)
    {
        Version = version;
        _plan = plan;
        _gate = gate;
        _node = node;
        _entries = [.. plan.Entries.Select(e => (plan.CreateSender(e), new FlowInlet(plan, e, gate, logging)))];
    }

    public FlowVersion Version { get; }

    public FlowIdentity Identity => _plan.Flow;

    public IReadOnlyList<string> Endpoints => [.. _entries.SelectMany(e => e.Sender.Endpoints)];

    /// <summary>How the channels are doing that fetch their messages.</summary>
    public IReadOnlyList<ChannelStatus> Channels => [.. _entries.SelectMany(e => e.Sender.Channels)];

    public int InFlight => _gate.InFlight;

    public int Waiting => _gate.Waiting;

    /// <summary>Prepares the receivers and opens the channels; each takes its senders over from the version before.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        _node.Add(this);
        await _plan.StartAsync(cancel);
        foreach (var (sender, inlet) in _entries)
        {
            await sender.StartAsync(inlet, cancel);
        }
    }

    /// <summary>
    /// (1) Senders bring no more messages; (2) the gate closes; (3) messages inside may end within <paramref name="limit"/>; (4) the rest is cut and logged ABANDONED;
    /// (5) everything is disposed of. A second call waits for the first.
    /// </summary>
    /// <returns>How many messages were cut.</returns>
    public Task<int> RetireAsync(TimeSpan limit)
    {
        lock (_lock)
        {
            return _retirement ??= Task.Run(() => DrainAsync(limit));
        }
    }

    private async Task<int> DrainAsync(TimeSpan limit)
    {
        await ForEachSenderAsync(sender => sender.StopAsync(CancellationToken.None));  // 1
        _gate.Close();                                                                 // 2
        var cut = 0;
        if (!await DrainedWithinAsync(limit))                                          // 3
        {
            cut = _gate.InFlight;
            foreach (var (_, inlet) in _entries)
            {
                inlet.Abort();                                                         // 4
            }

            await DrainedWithinAsync(AbortPatience);
        }

        await ForEachSenderAsync(sender => sender.DisposeAsync());                     // 5
        await _plan.DisposeAsync();
        _node.Remove(this);
        return cut;
    }

    // One channel that can't be closed must not keep the others open.
    private async Task ForEachSenderAsync(Func<ISenderAdapter, ValueTask> action)
    {
        foreach (var (sender, _) in _entries)
        {
            try
            {
                await action(sender).AsTask().WaitAsync(ClosePatience);
            }
            catch (Exception e)
            {
                _node.Telemetry.ClosingFailed(Identity, e);
            }
        }
    }

    private async Task<bool> DrainedWithinAsync(TimeSpan limit)
    {
        try
        {
            await _gate.Drained.WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

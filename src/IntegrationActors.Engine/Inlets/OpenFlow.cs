using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Inlets;

/// <summary>One version of a flow with everything that messages need: plan, gate, sender adapters. Starts once, retires once. Owns the plan.</summary>
/// <param name="plan">The plan.</param>
/// <param name="gate">Admits the messages of all its channels.</param>
/// <param name="logging">Fills the message processing log.</param>
/// <param name="closingFailed">Told when a channel can't be closed; the others are closed all the same.</param>
public sealed class OpenFlow(FlowPlan plan, FlowGate gate, FlowLogging logging, Action<Exception> closingFailed)
{
    // What a cancelled run may take to unwind; a step that ignores its token must not hold up the node.
    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(10);

    // What a channel may take to close; the gate closes all the same.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<(ISenderAdapter Sender, FlowInlet Inlet)> _entries = [.. plan.Entries.Select(e => (plan.CreateSender(e), new FlowInlet(plan, e, gate, logging)))];
    private readonly Lock _lock = new();
    private Task<int>? _retirement;

    public FlowIdentity Identity => plan.Flow;

    /// <summary>Addresses under which senders reach the flow.</summary>
    public IReadOnlyList<string> Endpoints => [.. _entries.SelectMany(e => e.Sender.Endpoints)];

    /// <summary>How the channels are doing that fetch their messages.</summary>
    public IReadOnlyList<ChannelStatus> Channels => [.. _entries.SelectMany(e => e.Sender.Channels)];

    /// <summary>Messages inside.</summary>
    public int InFlight => gate.InFlight;

    /// <summary>Messages in line.</summary>
    public int Waiting => gate.Waiting;

    /// <summary>The way in through the sender channel of this number; the first one when the flow has fewer.</summary>
    public FlowInlet? Inlet(int entry) => _entries.Count == 0 ? null : _entries[entry < _entries.Count ? entry : 0].Inlet;

    /// <summary>Prepares the receivers and opens the channels; each takes its senders over from the version before.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        await plan.StartAsync(cancel);
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
        gate.Close();                                                                  // 2
        var cut = 0;
        if (!await DrainedWithinAsync(limit))                                          // 3
        {
            cut = gate.InFlight;
            foreach (var (_, inlet) in _entries)
            {
                inlet.Abort();                                                         // 4
            }

            await DrainedWithinAsync(AbortPatience);
        }

        await ForEachSenderAsync(sender => sender.DisposeAsync());                     // 5
        foreach (var (_, inlet) in _entries)
        {
            inlet.Dispose();
        }

        await plan.DisposeAsync();
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
                closingFailed(e);
            }
        }
    }

    private async Task<bool> DrainedWithinAsync(TimeSpan limit)
    {
        try
        {
            await gate.Drained.WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

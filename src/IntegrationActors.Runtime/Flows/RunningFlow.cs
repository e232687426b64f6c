using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Flows;

/// <summary>One version of a flow that runs on this node, or is being drained. Starts once, retires once.</summary>
internal sealed class RunningFlow
{
    private readonly OpenFlow _flow;
    private readonly RunningFlows _node;

    public RunningFlow(FlowVersion version, FlowPlan plan, FlowGate gate, FlowLogging logging, RunningFlows node)
    {
        Version = version;
        _node = node;
        _flow = new OpenFlow(plan, gate, logging, e => node.Telemetry.ClosingFailed(plan.Flow, e));
    }

    public FlowVersion Version { get; }

    public FlowIdentity Identity => _flow.Identity;

    public IReadOnlyList<string> Endpoints => _flow.Endpoints;

    /// <summary>How the channels are doing that fetch their messages.</summary>
    public IReadOnlyList<ChannelStatus> Channels => _flow.Channels;

    public int InFlight => _flow.InFlight;

    public int Waiting => _flow.Waiting;

    /// <summary>The way in through the sender channel of this number; the first one when the flow has fewer.</summary>
    public FlowInlet? Inlet(int entry) => _flow.Inlet(entry);

    /// <summary>Prepares the receivers and opens the channels; each takes its senders over from the version before.</summary>
    public Task StartAsync(CancellationToken cancel)
    {
        _node.Add(this);
        return _flow.StartAsync(cancel);
    }

    /// <summary>Drains the flow, cuts what does not end within <paramref name="limit"/>, and takes it off the node. A second call waits for the first.</summary>
    /// <returns>How many messages were cut.</returns>
    public async Task<int> RetireAsync(TimeSpan limit)
    {
        var cut = await _flow.RetireAsync(limit);
        _node.Remove(this);
        return cut;
    }
}

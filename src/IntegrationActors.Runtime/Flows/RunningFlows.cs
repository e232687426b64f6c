using System.Collections.Concurrent;
using IntegrationActors.Runtime.Telemetry;

namespace IntegrationActors.Runtime.Flows;

/// <summary>All versions of flows that run on this node, or are being drained.</summary>
internal sealed class RunningFlows(FlowTelemetry telemetry)
{
    private readonly ConcurrentDictionary<RunningFlow, byte> _flows = new();
    private volatile bool _isClosing;

    public FlowTelemetry Telemetry { get; } = telemetry;

    public IEnumerable<RunningFlow> All => _flows.Keys;

    public void Add(RunningFlow flow)
    {
        _flows[flow] = 0;
        if (_isClosing)
        {
            throw new InvalidOperationException("the node is stopping and starts no more flows");
        }
    }

    public void Remove(RunningFlow flow) => _flows.TryRemove(flow, out _);

    /// <summary>Drains everything before the node stops; from now on nothing starts.</summary>
    /// <returns>How many messages were cut.</returns>
    public async Task<int> DrainAsync(TimeSpan limit)
    {
        _isClosing = true;
        var cut = await Task.WhenAll(All.Select(flow => flow.RetireAsync(limit)));
        return cut.Sum();
    }
}

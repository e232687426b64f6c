using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>A running version of a flow.</summary>
internal sealed class Deployment(FlowPlan plan, FlowGate gate, IReadOnlyList<ISenderAdapter> senders)
{
    public IReadOnlyList<string> Endpoints => [.. senders.SelectMany(s => s.Endpoints)];

    public FlowPlan Plan => plan;

    public FlowGate Gate => gate;

    /// <summary>Takes in nothing more, waits for what is inside, and goes.</summary>
    public async Task StopAsync()
    {
        foreach (var sender in senders)
        {
            await sender.StopAsync(CancellationToken.None);
        }

        gate.Close();
        await gate.Drained;
        foreach (var sender in senders)
        {
            await sender.DisposeAsync();
        }

        await plan.DisposeAsync();
    }
}

using IntegrationActors.Runtime.Cells;

namespace IntegrationActors.Runtime.Flows;

/// <summary>What the actor of a flow tells its cell. Stays on the node.</summary>
internal abstract record FlowReport(string Flow)
{
    /// <summary>What the flow is doing, and the version that takes messages, whose counters can be read at any time.</summary>
    public sealed record Changed(ActualFlow Actual, RunningFlow? Running) : FlowReport(Actual.Flow);

    /// <summary>A flow that was taken out has nothing left to finish.</summary>
    public sealed record Gone(string Flow) : FlowReport(Flow);
}

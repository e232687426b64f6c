using Akka.Actor;
using IntegrationActors.Runtime.Flows;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Cells;

/// <summary>What a cell knows of one flow. Only the actor of the cell touches it.</summary>
internal sealed class CellFlow
{
    /// <summary>What is wanted; null: the flow is being taken out.</summary>
    public DesiredFlow? Desired { get; set; }

    public IActorRef? Actor { get; set; }

    /// <summary>What the flow said last.</summary>
    public ActualFlow? Actual { get; set; }

    public RunningFlow? Running { get; set; }

    /// <summary>What the flow said last, with the counters and channels of this moment.</summary>
    public ActualFlow Measured() => Actual! with { InFlight = Running?.InFlight ?? 0, Waiting = Running?.Waiting ?? 0, Channels = Running?.Channels ?? [] };
}

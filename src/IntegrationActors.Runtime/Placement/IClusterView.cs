using Akka.Actor;

namespace IntegrationActors.Runtime.Placement;

/// <summary>What placement needs to know of the cluster.</summary>
internal interface IClusterView
{
    /// <summary>All members are reachable, and none is on its way in or out.</summary>
    bool IsStable { get; }

    /// <summary>Roles of the node of a region; empty when the node is no member any more.</summary>
    IReadOnlySet<string> RolesOf(IActorRef region);
}

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace IntegrationActors.Runtime.Placement;

/// <summary>The cluster as this node sees it.</summary>
internal sealed class ClusterView(Cluster cluster) : IClusterView
{
    public bool IsStable => cluster.State.Unreachable.Count == 0 && cluster.State.Members.All(m => m.Status == MemberStatus.Up);

    // The path of a region on this node has no host.
    public IReadOnlySet<string> RolesOf(IActorRef region)
    {
        var address = region.Path.Address.HasLocalScope ? cluster.SelfAddress : region.Path.Address;
        return cluster.State.Members.FirstOrDefault(m => m.Address.Equals(address))?.Roles ?? ImmutableHashSet<string>.Empty;
    }
}

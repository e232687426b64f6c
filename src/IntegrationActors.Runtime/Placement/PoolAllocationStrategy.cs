using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using IntegrationActors.Runtime.Cells;

namespace IntegrationActors.Runtime.Placement;

/// <summary>
/// Places cells: those of a pool only on nodes with the role of that pool, all others only on nodes without such a role; among those on the one with the fewest. A cell
/// that no node may run waits until one joins. Nothing moves while any member is unreachable, joining or leaving: a hand-off from a dead node would block its cells.
/// </summary>
internal sealed class PoolAllocationStrategy(IClusterView? view = null) : IActorSystemDependentAllocationStrategy
{
    private const string PoolRole = "dedicated-";

    private static readonly IImmutableSet<string> Nothing = ImmutableHashSet<string>.Empty;

    private IClusterView? _view = view;

    private IClusterView View => _view ?? throw new InvalidOperationException("the strategy has not been started");

    public void Start(ActorSystem system) => _view ??= new ClusterView(Cluster.Get(system));

    public Task<IActorRef> AllocateShard(IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations)
    {
        var pool = CellId.PoolOf(shardId);
        var fit = currentShardAllocations.Where(r => MayRun(View.RolesOf(r.Key), pool)).OrderBy(r => r.Value.Count).ToList();
        return fit.Count > 0
            ? Task.FromResult(fit[0].Key)
            : Task.FromException<IActorRef>(new InvalidOperationException($"no node may run cell '{shardId}': {Wanted(pool)}"));
    }

    public Task<IImmutableSet<string>> Rebalance(IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        if (rebalanceInProgress.Count > 0 || !View.IsStable)
        {
            return Task.FromResult(Nothing);
        }

        var misplaced = currentShardAllocations.SelectMany(r => r.Value.Where(shard => !MayRun(View.RolesOf(r.Key), CellId.PoolOf(shard)))).ToImmutableHashSet(StringComparer.Ordinal);
        return Task.FromResult(misplaced.Count > 0 ? misplaced : Excess(currentShardAllocations));
    }

    // One cell at a time from the fullest node to the emptiest of the same kind, when the difference is more than one.
    private IImmutableSet<string> Excess(IImmutableDictionary<IActorRef, IImmutableList<string>> allocations)
    {
        foreach (var kind in allocations.GroupBy(r => string.Join(',', View.RolesOf(r.Key).Where(IsPoolRole).Order(StringComparer.Ordinal)), StringComparer.Ordinal))
        {
            var ordered = kind.OrderBy(r => r.Value.Count).ToList();
            if (ordered[^1].Value.Count - ordered[0].Value.Count > 1)
            {
                return ImmutableHashSet.Create(StringComparer.Ordinal, ordered[^1].Value[0]);
            }
        }

        return Nothing;
    }

    private static bool MayRun(IReadOnlySet<string> roles, string? pool) => pool is null ? !roles.Any(IsPoolRole) : roles.Contains(PoolRole + pool);

    private static bool IsPoolRole(string role) => role.StartsWith(PoolRole, StringComparison.Ordinal);

    private static string Wanted(string? pool) => pool is null ? $"none is without a role {PoolRole}*" : $"none has the role {PoolRole}{pool}";
}

using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using IntegrationActors.Runtime.Placement;

namespace IntegrationActors.Runtime.Tests.Placement;

public sealed class PoolAllocationStrategyTests : TestKit
{
    private readonly View _view = new();
    private readonly PoolAllocationStrategy _strategy;
    private ImmutableDictionary<IActorRef, IImmutableList<string>> _allocations = ImmutableDictionary<IActorRef, IImmutableList<string>>.Empty;

    public PoolAllocationStrategyTests() => _strategy = new PoolAllocationStrategy(_view);

    [Fact]
    public async Task A_shared_cell_goes_to_the_shared_node_with_the_fewest()
    {
        Node(["runtime"], "a/0", "b/0");
        var least = Node(["runtime"], "c/0");
        Node(["runtime", "dedicated-gold"]);

        Assert.Equal(least, await Allocate("new/0"));
    }

    [Fact]
    public async Task A_cell_of_a_pool_goes_to_a_node_of_that_pool_only()
    {
        Node(["runtime"]);
        Node(["runtime", "dedicated-silver"]);
        var gold = Node(["runtime", "dedicated-gold"], "x/0@gold", "y/0@gold");

        Assert.Equal(gold, await Allocate("new/0@gold"));
    }

    [Fact]
    public async Task A_cell_that_no_node_may_run_waits()
    {
        Node(["runtime"]);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Allocate("new/0@gold"));

        Assert.Contains("none has the role dedicated-gold", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_moves_while_the_cluster_is_not_stable_or_a_move_is_under_way()
    {
        Node(["runtime"], "a/0@gold", "b/0", "c/0", "d/0");
        Node(["runtime", "dedicated-gold"]);

        Assert.NotEmpty(await Rebalance());
        Assert.Empty(await Rebalance("b/0"));
        _view.IsStable = false;
        Assert.Empty(await Rebalance());
    }

    [Fact]
    public async Task Misplaced_cells_move_first()
    {
        Node(["runtime"], "a/0@gold", "b/0", "c/0");
        Node(["runtime"]);
        Node(["runtime", "dedicated-gold"], "d/0");

        Assert.Equal(["a/0@gold", "d/0"], (await Rebalance()).Order());
    }

    [Fact]
    public async Task One_cell_moves_from_the_fullest_to_the_emptiest_node_of_its_kind()
    {
        Node(["runtime"], "a/0", "b/0");
        Node(["runtime"]);
        Node(["runtime", "dedicated-gold"]);

        Assert.Equal("a/0", Assert.Single(await Rebalance()));
    }

    [Fact]
    public async Task A_difference_of_one_is_no_reason_to_move()
    {
        Node(["runtime"], "a/0", "b/0");
        Node(["runtime"], "c/0");

        Assert.Empty(await Rebalance());
    }

    private IActorRef Node(string[] roles, params string[] cells)
    {
        var region = CreateTestProbe().Ref;
        _view.Roles[region] = roles.ToHashSet();
        _allocations = _allocations.SetItem(region, cells.ToImmutableList());
        return region;
    }

    private Task<IActorRef> Allocate(string cell) => _strategy.AllocateShard(TestActor, cell, _allocations);

    private Task<IImmutableSet<string>> Rebalance(params string[] underWay) => _strategy.Rebalance(_allocations, underWay.ToImmutableHashSet());

    private sealed class View : IClusterView
    {
        public Dictionary<IActorRef, IReadOnlySet<string>> Roles { get; } = [];

        public bool IsStable { get; set; } = true;

        public IReadOnlySet<string> RolesOf(IActorRef region) => Roles[region];
    }
}

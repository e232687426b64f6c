using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Flows;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Placement;

/// <summary>Ways to the actors of tenants and cells, wherever they are.</summary>
internal sealed class Regions(FlowNode node)
{
    private const string TenantRegion = "tenant";
    private const string CellRegion = "cell";
    private const string Reconciler = "reconciler";

    private readonly TaskCompletionSource<IActorRef> _tenants = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource<ActorSystem> _system = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile IActorRef? _cells;
    private volatile bool _isStopping;

    /// <summary>Takes messages for tenants and for their directory; there as soon as the runtime has started.</summary>
    public Task<IActorRef> Tenants => _tenants.Task;

    /// <summary>The actor system, as soon as the runtime has started.</summary>
    public Task<ActorSystem> System => _system.Task;

    public async Task StartAsync(ActorSystem system)
    {
        var sharding = ClusterSharding.Get(system);
        var settings = ClusterShardingSettings.Create(system);

        // Until both regions have started: what a tenant tells its cell before that is said again in the next round of the reconciler.
        _cells = system.DeadLetters;
        var tenants = await sharding.StartAsync(TenantRegion, TenantProps, settings, new TenantExtractor());
        _cells = await sharding.StartAsync(
            CellRegion, id => CellProps(CellId.Parse(id), tenants), settings, new CellExtractor(), new PoolAllocationStrategy(), StopCell.Instance);
        Func<bool> isStopping = () => _isStopping;
        system.ActorOf(
            ClusterSingletonManager.Props(
                Props.Create(() => new ReconcilerActor(tenants, node.Options, isStopping)),
                PoisonPill.Instance,
                ClusterSingletonManagerSettings.Create(system).WithRole(settings.Role)),
            Reconciler);

        // A region waits for the messages it holds before it stops, so nothing may ask for tenants any more. The reconciler itself stays: its manager has to hand it over, and
        // the stop of the node would wait ten seconds for a manager that is gone.
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "quiet the reconciler", QuietAsync);
        _system.SetResult(system);
        _tenants.SetResult(tenants);
    }

    private Task<Akka.Done> QuietAsync()
    {
        _isStopping = true;
        return Task.FromResult(Akka.Done.Instance);
    }

    private Props TenantProps(string id)
    {
        Func<IActorRef> cells = () => _cells!;
        return string.Equals(id, TenantDirectoryActor.Name, StringComparison.Ordinal)
            ? Props.Create(() => new TenantDirectoryActor(node.Time))
            : Props.Create(() => new TenantActor(id, cells, node.Options, node.Time));
    }

    private Props CellProps(CellId id, IActorRef tenants)
    {
        Func<string, Props> flow = name => Props.Create(() => new FlowActor(id.Tenant, name, node));
        return Props.Create(() => new CellActor(id, tenants, flow, node.Options));
    }
}

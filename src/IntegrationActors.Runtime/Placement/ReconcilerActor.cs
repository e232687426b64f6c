using Akka.Actor;
using Akka.Cluster;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Placement;

/// <summary>
/// Ensures that every tenant runs: at start, whenever a node comes or goes, and every few seconds. One in the cluster; it decides nothing, so two at a time do no harm.
/// </summary>
internal sealed class ReconcilerActor : ReceiveActor, IWithTimers
{
    private const string RoundTimer = "round";

    private readonly IActorRef _tenants;
    private readonly RuntimeOptions _options;

    /// <summary>Starts the rounds.</summary>
    /// <param name="tenants">The region of tenants.</param>
    /// <param name="options">How often a round begins.</param>
    /// <param name="isStopping">Whether this node is leaving: then its region takes no more messages, and another node has the next round.</param>
    public ReconcilerActor(IActorRef tenants, RuntimeOptions options, Func<bool> isStopping)
    {
        (_tenants, _options) = (tenants, options);
        Receive<object>(_ => isStopping(), _ => { });
        Receive<Round>(_ => _tenants.Tell(new DirectoryCommand.List()));
        Receive<ClusterEvent.IMemberEvent>(_ => _tenants.Tell(new DirectoryCommand.List()));
        Receive<TenantAnswer.Names>(names =>
        {
            foreach (var tenant in names.Values)
            {
                _tenants.Tell(new TenantCommand.Ensure(tenant));
            }
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.MemberRemoved));
        Timers.StartPeriodicTimer(RoundTimer, Round.Instance, _options.ReconcileInterval);
    }

    protected override void PostStop() => Cluster.Get(Context.System).Unsubscribe(Self);

    private sealed record Round
    {
        public static Round Instance { get; } = new();
    }
}

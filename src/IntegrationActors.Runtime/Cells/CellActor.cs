using Akka.Actor;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Flows;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Cells;

/// <summary>
/// Runs the flows of one cell: pulls what is wanted when it is behind, keeps one actor per flow, reports what they do. Nothing of it is durable: the actor of the tenant
/// knows what to run. A flow whose actor fails is started anew after a pause, and touches no other.
/// </summary>
internal sealed class CellActor : ReceiveActor, IWithTimers
{
    private const string PullTimer = "pull";

    private static readonly TimeSpan PullPause = TimeSpan.FromSeconds(1);

    private readonly CellId _id;
    private readonly IActorRef _tenants;
    private readonly Func<string, Props> _flowProps;
    private readonly RuntimeOptions _options;
    private readonly Dictionary<string, CellFlow> _flows = new(StringComparer.Ordinal);
    private long _revision = -1;
    private int _actors;
    private bool _isStopping;

    public CellActor(CellId id, IActorRef tenants, Func<string, Props> flowProps, RuntimeOptions options)
    {
        (_id, _tenants, _flowProps, _options) = (id, tenants, flowProps, options);
        Receive<CellCommand.Ensure>(ensure => Follow(ensure.Revision));
        Receive<CellCommand.Desired>(Follow);
        Receive<CellCommand.Measure>(_ => Sender.Tell(Report()));
        Receive<CellCommand.Probe>(Probe);
        Receive<CellCommand.Retire>(_ => Context.Parent.Tell(new Akka.Cluster.Sharding.Passivate(StopCell.Instance)));
        Receive<StopCell>(_ => Stop());
        Receive<Pull>(_ => PullNow());
        Receive<Restart>(restart => Send(restart.Flow));
        Receive<FlowReport.Changed>(Note);
        Receive<FlowReport.Gone>(gone => Forget(gone.Flow));
        Receive<Terminated>(terminated => OnTerminated(terminated.ActorRef));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => PullNow();

    // A flow whose actor failed is in an unknown state: it is stopped, its RunningFlow retires, and OnTerminated starts it anew.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Follow(long revision)
    {
        if (revision == _revision)
        {
            TellTenant();
        }
        else if (!_isStopping)
        {
            PullNow();
        }
    }

    private void PullNow()
    {
        _tenants.Tell(new TenantCommand.Pull(_id.Tenant, _id));
        Timers.StartSingleTimer(PullTimer, Pull.Instance, PullPause);
    }

    private void Follow(CellCommand.Desired desired)
    {
        Timers.Cancel(PullTimer);
        if (_isStopping || desired.Revision <= _revision)
        {
            return;
        }

        _revision = desired.Revision;
        var wanted = desired.Flows.ToDictionary(f => f.Flow, StringComparer.Ordinal);
        foreach (var flow in _flows.Keys.Union(wanted.Keys, StringComparer.Ordinal).ToList())
        {
            var entry = _flows.TryGetValue(flow, out var known) ? known : _flows[flow] = new CellFlow();
            entry.Desired = wanted.GetValueOrDefault(flow);
            Send(flow);
        }

        TellTenant();
    }

    /// <summary>Tells the actor of a flow what is wanted; there is one as long as there is something to run or to finish.</summary>
    private void Send(string flow)
    {
        if (_isStopping || !_flows.TryGetValue(flow, out var entry))
        {
            return;
        }

        if (entry.Desired is { } desired)
        {
            // Reported from now on: a report without it says that it has ended.
            entry.Actual ??= new ActualFlow { Flow = flow, Version = desired.Current.Version, Status = FlowStatus.Starting };
            entry.Actor ??= Context.Watch(Context.ActorOf(_flowProps(flow), $"flow-{++_actors}"));
            entry.Actor.Tell(new FlowCommand.Run(desired));
        }
        else if (entry.Actor is { } actor)
        {
            actor.Tell(FlowCommand.Stop.Instance);
        }
        else
        {
            _flows.Remove(flow);
        }
    }

    // The flow answers by itself: a test takes its time.
    private void Probe(CellCommand.Probe probe)
    {
        if (_flows.TryGetValue(probe.Flow, out var entry) && entry.Actor is { } actor)
        {
            actor.Forward(new FlowCommand.Probe(probe.Channel));
        }
        else
        {
            Sender.Tell(new TenantAnswer.Probed(null));
        }
    }

    private void Note(FlowReport.Changed changed)
    {
        if (_flows.TryGetValue(changed.Flow, out var entry) && entry.Actor?.Equals(Sender) == true)
        {
            (entry.Actual, entry.Running) = (changed.Actual, changed.Running);
            TellTenant();
        }
    }

    private void Forget(string flow)
    {
        if (_flows.TryGetValue(flow, out var entry) && entry.Actor?.Equals(Sender) == true && (entry.Desired is null || _isStopping))
        {
            Context.Unwatch(entry.Actor);
            Context.Stop(entry.Actor);
            _flows.Remove(flow);
            TellTenant();
            StopWhenEmpty();
        }
    }

    private void OnTerminated(IActorRef actor)
    {
        foreach (var (flow, entry) in _flows.Where(f => actor.Equals(f.Value.Actor)).ToList())
        {
            (entry.Actor, entry.Running) = (null, null);
            if (entry.Desired is null || _isStopping)
            {
                _flows.Remove(flow);
                StopWhenEmpty();
                continue;
            }

            entry.Actual = new ActualFlow
            {
                Flow = flow,
                Version = entry.Desired.Current.Version,
                Status = FlowStatus.Error,
                Reason = "the flow stopped by an internal error and is started again; see the log of the node",
            };
            var restart = new Restart(flow);
            Timers.StartSingleTimer(restart, restart, _options.RetryMin);
            TellTenant();
        }
    }

    private void Stop()
    {
        _isStopping = true;
        Timers.CancelAll();
        foreach (var entry in _flows.Values)
        {
            entry.Actor?.Tell(FlowCommand.Stop.Instance);
        }

        StopWhenEmpty();
    }

    private void StopWhenEmpty()
    {
        if (_isStopping && _flows.Values.All(f => f.Actor is null))
        {
            Context.Stop(Self);
        }
    }

    // A cell that stops says nothing: its tenant may be on its way as well, and a message to it would hold up the stop of the node.
    private void TellTenant()
    {
        if (!_isStopping)
        {
            _tenants.Tell(Report());
        }
    }

    private TenantCommand.Report Report() => new(_id.Tenant, _id, _revision, [.. _flows.Values.Where(f => f.Actual is not null).Select(f => f.Measured())]);

    private sealed record Pull
    {
        public static Pull Instance { get; } = new();
    }

    private sealed record Restart(string Flow);
}

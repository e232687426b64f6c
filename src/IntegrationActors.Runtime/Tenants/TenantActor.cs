using Akka.Actor;
using Akka.Persistence;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Configuration;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>
/// Decides about one tenant: which versions of which flows run, with what log level, on which pool of nodes. A decision is durable before anything follows it.
/// Its cell follows by revision and reports; a report lost on the way comes again with the next round of the reconciler.
/// </summary>
internal sealed class TenantActor : DecidingActor, IWithTimers
{
    private readonly string _tenant;
    private readonly Func<IActorRef> _cells;
    private readonly RuntimeOptions _options;
    private readonly TimeProvider _time;
    private readonly DeployWaiters _waiters;
    private readonly List<IActorRef> _settling = [];
    private readonly List<IActorRef> _deleting = [];
    private TenantState _state = TenantState.Empty;
    private TenantCommand.Report? _report;

    public TenantActor(string tenant, Func<IActorRef> cells, RuntimeOptions options, TimeProvider time)
    {
        (_tenant, _cells, _options, _time) = (tenant, cells, options, time);
        _waiters = new DeployWaiters(options.DeployTimeout);
        RecoverState();
        AcceptDecisions();
        AcceptQuestions();
        AcceptReports();
    }

    public override string PersistenceId => TenantState.JournalOf(_tenant);

    public ITimerScheduler Timers { get; set; } = null!;

    // Who waits for a version learns what became of it from the next actor.
    protected override void PostStop()
    {
        AnswerWaiters(_ => true);
        base.PostStop();
    }

    private CellId Cell => _state.Cell(_tenant);

    private void RecoverState()
    {
        Recover<TenantEvent>(e => _state = _state.Apply(e));
        Recover<SnapshotOffer>(offer => _state = (TenantState)offer.Snapshot);
        Recover<RecoveryCompleted>(_ =>
        {
            if (_state.IsCreated)
            {
                EnsureCell();
            }
        });
        Command<SaveSnapshotSuccess>(saved => DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)));
        IgnoreFailedSnapshots();
    }

    private void AcceptDecisions()
    {
        Command<TenantCommand.Ensure>(_ => Create(EnsureCell));
        Command<TenantCommand.Settle>(_ => Create(() =>
        {
            _settling.Add(Sender);
            EnsureCell();
            AnswerSettled();
        }));
        Command<TenantCommand.Deploy>(WhenCreated<TenantCommand.Deploy>(Deploy));
        Command<TenantCommand.Undeploy>(WhenCreated<TenantCommand.Undeploy>(Undeploy));
        Command<TenantCommand.SetLogLevel>(WhenCreated<TenantCommand.SetLogLevel>(SetLogLevel));
        Command<TenantCommand.Assign>(WhenCreated<TenantCommand.Assign>(Assign));
        Command<TenantCommand.Delete>(Delete);
    }

    private void AcceptQuestions()
    {
        Command<TenantCommand.List>(WhenCreated<TenantCommand.List>(_ => Measure(flow: null)));
        Command<TenantCommand.Find>(WhenCreated<TenantCommand.Find>(find => Measure(find.Flow)));
        Command<TenantCommand.Probe>(WhenCreated<TenantCommand.Probe>(probe => _cells().Forward(new CellCommand.Probe(Cell, probe.Flow, probe.Channel))));
        Command<Measured>(measured =>
        {
            if (measured.Report is { } report)
            {
                Accept(report);
            }

            measured.Asker.Tell(Answer(measured.Flow));
        });
    }

    private void AcceptReports()
    {
        Command<TenantCommand.Pull>(pull => Sender.Tell(new CellCommand.Desired(pull.Cell, _state.Revision, pull.Cell == Cell ? [.. _state.Flows.Values] : [])));
        Command<TenantCommand.Report>(Accept);
        Command<DeployWaiters.Timeout>(timeout => AnswerWaiters(w => w == timeout.Waiter));
    }

    private Action<T> WhenCreated<T>(Action<T> handle) =>
        command => (_state is { IsCreated: true, IsDeleted: false } ? handle : _ => Sender.Tell(new TenantAnswer.Unknown(_tenant)))(command);

    private void Create(Action then)
    {
        if (_state.IsCreated)
        {
            then();
        }
        else
        {
            Decide(new TenantEvent.Created(_time.GetUtcNow()), then);
        }
    }

    private void Deploy(TenantCommand.Deploy command)
    {
        var wish = command.Flow;
        if (!IsExpected(wish.Flow, wish.IfVersion))
        {
            return;
        }

        var before = View(wish.Flow);
        var version = _state.Versions.GetValueOrDefault(wish.Flow) + 1;
        Decide(new TenantEvent.FlowDeployed(wish.Flow, version, wish.Artifact, wish.File, wish.Parameters, wish.By, _time.GetUtcNow()), () =>
        {
            TellWaiters(wish.Flow, () => DeploymentView.Replaced(before!, version));
            _waiters.Add(wish.Flow, version, Sender, Timers);
            EnsureCell();
        });
    }

    private void Undeploy(TenantCommand.Undeploy command)
    {
        if (!_state.Flows.ContainsKey(command.Flow))
        {
            Sender.Tell(new TenantAnswer.Flow(null));
            return;
        }

        if (!IsExpected(command.Flow, command.IfVersion))
        {
            return;
        }

        var last = View(command.Flow)! with { Status = FlowStatus.Stopping, Reason = null };
        Decide(new TenantEvent.FlowUndeployed(command.Flow, command.By, _time.GetUtcNow()), () =>
        {
            TellWaiters(command.Flow, () => last);
            Sender.Tell(new TenantAnswer.Flow(last));
            EnsureCell();
        });
    }

    private void SetLogLevel(TenantCommand.SetLogLevel command)
    {
        if (!_state.Flows.ContainsKey(command.Flow))
        {
            Sender.Tell(new TenantAnswer.Flow(null));
            return;
        }

        var now = _time.GetUtcNow();
        Decide(new TenantEvent.LogLevelChanged(command.Flow, command.Level, now + LogLevelSetting.Lifetime(command.Level), command.By, now), () =>
        {
            EnsureCell();
            Sender.Tell(Answer(command.Flow));
        });
    }

    private void Assign(TenantCommand.Assign command)
    {
        var before = Cell;
        if (string.Equals(command.Pool, _state.Pool, StringComparison.Ordinal))
        {
            Sender.Tell(new TenantAnswer.Done());
            return;
        }

        Decide(new TenantEvent.Assigned(command.Pool, command.By, _time.GetUtcNow()), () =>
        {
            _report = null;
            _cells().Tell(new CellCommand.Retire(before));
            EnsureCell();
            Sender.Tell(new TenantAnswer.Done());
        });
    }

    // Answered when the cell says that all flows have ended: only then may the store go.
    private void Delete(TenantCommand.Delete command)
    {
        _deleting.Add(Sender);
        if (!_state.IsDeleted)
        {
            Decide(new TenantEvent.Deleted(command.By, _time.GetUtcNow()), EnsureCell);
            return;
        }

        EnsureCell();
    }

    private void EndWhenEmpty()
    {
        if (_state.IsDeleted && _report is { Flows.Count: 0 } && _report.Revision == _state.Revision)
        {
            _deleting.ForEach(asker => asker.Tell(new TenantAnswer.Done()));
            _deleting.Clear();
            _cells().Tell(new CellCommand.Retire(Cell));
            Context.Parent.Tell(new Akka.Cluster.Sharding.Passivate(PoisonPill.Instance));
        }
    }

    private bool IsExpected(string flow, int? expected)
    {
        var current = _state.VersionOf(flow);
        if (expected is null || expected == current)
        {
            return true;
        }

        Sender.Tell(new TenantAnswer.Conflict(flow, expected.Value, current));
        return false;
    }

    private void Decide(TenantEvent decision, Action then) => Persist(decision, e =>
    {
        _state = _state.Apply(e);
        if (LastSequenceNr % _options.SnapshotEvery == 0)
        {
            SaveSnapshot(_state);
        }

        then();
    });

    private void EnsureCell() => _cells().Tell(new CellCommand.Ensure(Cell, _state.Revision));

    private void Accept(TenantCommand.Report report)
    {
        if (report.Cell != Cell)
        {
            return;
        }

        _report = report;
        AnswerWaiters(w => View(w.Flow) is { } flow && flow.Version == w.Version && DeploymentView.IsSettled(flow.Status));
        AnswerSettled();
        EndWhenEmpty();
        foreach (var flow in report.Flows.Where(_state.IsProof))
        {
            Decide(new TenantEvent.FlowProved(flow.Flow, flow.Version, _time.GetUtcNow()), () => { });
        }
    }

    private void TellWaiters(string flow, Func<FlowDeployment> last) =>
        _waiters.Take(w => w.IsFor(flow), Timers).ToList().ForEach(w => w.Asker.Tell(new TenantAnswer.Flow(last())));

    private void AnswerWaiters(Func<DeployWaiters.Waiter, bool> which)
    {
        foreach (var waiter in _waiters.Take(which, Timers))
        {
            waiter.Asker.Tell(Answer(waiter.Flow));
        }
    }

    private void AnswerSettled()
    {
        if (_report?.Revision == _state.Revision && _state.Flows.Keys.All(f => DeploymentView.IsSettled(View(f)!.Status)))
        {
            _settling.ForEach(asker => asker.Tell(new TenantAnswer.Done()));
            _settling.Clear();
        }
    }

    // The cell is asked for the counters of this moment; without an answer the last report must do.
    private void Measure(string? flow)
    {
        var asker = Sender;
        if (_state.Flows.IsEmpty)
        {
            asker.Tell(Answer(flow));
            return;
        }

        _ = _cells().Ask<TenantCommand.Report>(new CellCommand.Measure(Cell), _options.AskTimeout / 4)
            .PipeTo(Self, success: report => new Measured(asker, flow, report), failure: _ => new Measured(asker, flow, Report: null));
    }

    private TenantAnswer Answer(string? flow) => flow is null
        ? new TenantAnswer.Flows([.. _state.Flows.Keys.Order(StringComparer.Ordinal).Select(f => View(f)!)])
        : new TenantAnswer.Flow(View(flow));

    private FlowDeployment? View(string flow) => _state.Flows.TryGetValue(flow, out var desired)
        ? DeploymentView.Of(_tenant, desired, _report?.Flows.FirstOrDefault(f => string.Equals(f.Flow, flow, StringComparison.Ordinal)), _time.GetUtcNow())
        : null;

    private sealed record Measured(IActorRef Asker, string? Flow, TenantCommand.Report? Report);
}

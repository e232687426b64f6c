using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Queues;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>
/// Three nodes that share the queues of a tenant, on one thread and in virtual time. Everything that may happen next is decided by dice with a seed: which callback of which node
/// runs, what is committed and what becomes of the commit, which node dies, pauses or comes back, how much time passes. The same seed gives the same run.
/// 1. Chaos: senders send, nodes consume, everything goes wrong. 2. Calm: all nodes live, nothing fails; what is left must be done in time.
/// </summary>
internal sealed class QueueSimulation
{
    private const int ChaosSteps = 700;
    private const int MostCalmSeconds = 600;
    private const int MostStepsOfRest = 20_000;
    private const int MessagesOfSender = 8;

    private static readonly string[] Queues = ["x1", "x2", "n1"];
    private static readonly string[] Names = ["a", "b", "c"];

    private readonly SimulatedDatabase _database;
    private readonly QueueWatch _watch;
    private readonly Random _dice;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly QueueWork?[] _works = new QueueWork?[Names.Length];
    private readonly List<SimulatedNode> _nodes = [];
    private readonly SimulatedSender[] _senders;

    private QueueSimulation(int seed, SimulatedDatabase database, QueueWatch watch)
    {
        (_dice, _database, _watch) = (new Random(seed), database, watch);
        _senders = [.. Queues.Select(queue => new SimulatedSender(queue, MessagesOfSender, watch, _time))];
    }

    /// <summary>Runs one seed.</summary>
    public static QueueWatch Run(int seed, SimulatedDatabase database, bool isTold = false)
    {
        database.Empty();
        var watch = new QueueWatch(database) { IsTold = isTold };
        var simulation = new QueueSimulation(seed, database, watch);
        simulation.Chaos();
        simulation.Calm();
        simulation.CheckThread();
        return watch;
    }

    private IEnumerable<QueueWork> Living => _works.OfType<QueueWork>();

    private bool IsDone => _senders.All(sender => sender.IsDone) && _database.Number("SELECT count(*) FROM queue_message WHERE state <> 2") == 0;

    private void Chaos()
    {
        for (var node = 0; node < Names.Length; node++)
        {
            Start(node);
        }

        for (var step = 0; step < ChaosSteps && _watch.Violation is null; step++)
        {
            Step(_dice.Next(1000));
            if (step % 50 == 0)
            {
                _watch.CountAll();
            }
        }
    }

    private void Step(int chance)
    {
        switch (chance)
        {
            case < 600 when RunOne():
            case < 800 when CommitOne():
            case < 880 when Send():
                break;
            case < 965:
                _time.Advance(TimeSpan.FromMilliseconds(_dice.Next(1, 600)));
                break;
            case < 975:
                _time.Advance(TimeSpan.FromSeconds(_dice.Next(1, 20)));
                break;
            default:
                Disturb(_dice.Next(Names.Length), _dice.Next(4));
                break;
        }
    }

    private void Disturb(int node, int how)
    {
        switch (_works[node])
        {
            case null:
                Start(node);
                break;
            case { } work when how == 0:
                Kill(work);
                break;
            case { } work when how == 1:
                work.Redeploy(Queues[_dice.Next(Queues.Length)]);
                break;
            case { } work:
                work.Node.IsPaused = !work.Node.IsPaused;
                _watch.Note($"{work.Node.Name} {(work.Node.IsPaused ? "pauses" : "goes on")}");
                break;
        }
    }

    private void Calm()
    {
        for (var node = 0; node < Names.Length; node++)
        {
            if (_works[node] is not { } work)
            {
                work = Start(node);
            }

            (work.Node.IsPaused, work.IsCalm) = (false, true);
        }

        for (var second = 0; second < MostCalmSeconds && _watch.Violation is null && !IsDone; second++)
        {
            Rest();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _watch.Check(_senders.All(sender => sender.IsDone), ViolationKind.Stuck, "a sender is not done though nothing failed any more");
        _watch.Check(IsDone, ViolationKind.Stuck, "a message is neither completed nor set aside though nothing failed any more");
        _watch.CountAll();
        _watch.CheckEnd(SetAside());
    }

    private void CheckThread() => _watch.Check(!_nodes.Exists(node => node.HasStrayed), ViolationKind.Strayed, "something ran on another thread");

    private void Rest()
    {
        var steps = 0;
        while (RunOne() || CommitAll() || Send())
        {
            if (++steps == MostStepsOfRest)
            {
                _watch.Check(false, ViolationKind.Stuck, "the nodes work without end and without time going by");
                return;
            }
        }
    }

    private QueueWork Start(int node)
    {
        var writer = new SimulatedWriter(_database, _watch);
        var work = new QueueWork(new SimulatedNode(Names[node], writer), _database, _watch, _time, _dice);
        _works[node] = work;
        _nodes.Add(work.Node);
        _watch.Note($"{Names[node]} starts");
        work.Start(Queues);
        return work;
    }

    private void Kill(QueueWork work)
    {
        _watch.Note($"{work.Node.Name} dies");
        work.Node.Die();
        _works[Array.IndexOf(_works, work)] = null;
    }

    private bool RunOne()
    {
        if (Choose(work => work.Node.CanRun) is not { } work)
        {
            return false;
        }

        work.Node.RunOne(_dice);
        return true;
    }

    private bool Send()
    {
        var free = _senders.Where(sender => !sender.IsDone && !sender.IsWaiting).ToArray();
        if (free.Length == 0 || Choose(work => !work.Node.IsPaused) is not { } work)
        {
            return false;
        }

        free[_dice.Next(free.Length)].Send(work);
        return true;
    }

    private bool CommitOne()
    {
        if (Choose(work => work.Node.CanCommit) is not { } work)
        {
            return false;
        }

        var chance = _dice.Next(100);
        if (_database.Fault == PlantedFault.EarlyAcknowledgement && chance < 4)
        {
            AcknowledgeAndDie(work);
            return true;
        }

        var fate = chance switch { < 4 => CommitFate.NodeDies, < 8 => CommitFate.ToldAsFailed, < 12 => CommitFate.Refused, _ => CommitFate.Told };
        _watch.Note($"{work.Node.Name} commits: {fate}");
        work.Node.Writer.Commit(_dice.Next(1, 8), fate);
        if (fate == CommitFate.NodeDies)
        {
            Kill(work);
        }

        return true;
    }

    private bool CommitAll()
    {
        if (Choose(work => work.Node.CanCommit) is not { } work)
        {
            return false;
        }

        work.Node.Writer.Commit(int.MaxValue, CommitFate.Told);
        return true;
    }

    private void AcknowledgeAndDie(QueueWork work)
    {
        work.Node.Writer.AcknowledgeWithoutCommit();
        for (var i = 0; i < 50 && work.Node.CanRun; i++)
        {
            work.Node.RunOne(_dice);
        }

        Kill(work);
    }

    private QueueWork? Choose(Func<QueueWork, bool> isFit)
    {
        var fit = Living.Where(isFit).ToArray();
        return fit.Length == 0 ? null : fit[_dice.Next(fit.Length)];
    }

    private HashSet<(string Queue, int Number)> SetAside()
    {
        var found = new HashSet<(string, int)>();
        using var find = _database.Connection.Prepare("SELECT queue.name, content FROM queue_message JOIN queue ON queue.id = queue_message.queue WHERE state = 2");
        while (find.Step())
        {
            found.Add((find.Text(0), int.Parse(QueueContent.Unpack(new PlainProtector().Unprotect("acme", "", find.Blob(1))).Body, System.Globalization.CultureInfo.InvariantCulture)));
        }

        return found;
    }
}

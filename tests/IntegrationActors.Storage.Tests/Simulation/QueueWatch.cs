using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>
/// What must hold of queues at any time. Numbers of messages of an exclusive queue are 0, 1, 2 …: its one sender puts a message in again until that is acknowledged, and only
/// then the next.
/// </summary>
internal sealed class QueueWatch
{
    private readonly SimulatedDatabase _database;
    private readonly EachWrite<IReadOnlyList<DurableWrite>, bool> _look;
    private readonly HashSet<(string Queue, int Number)> _acknowledged = [];
    private readonly HashSet<(string Queue, int Number)> _processed = [];
    private readonly Dictionary<string, int> _delivered = new(StringComparer.Ordinal);
    private readonly Dictionary<long, (long Queue, int Place)> _placeOfRow = [];
    private readonly Dictionary<long, int> _lastDone = [];
    private readonly Dictionary<long, long> _owners = [];
    private readonly List<string> _history = [];
    private int _rows;
    private int _inserted;

    public QueueWatch(SimulatedDatabase database)
    {
        _database = database;
        _look = new((_, writes) => NoteOwners(writes));
    }

    /// <summary>The first thing that was wrong; null when all was right.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Set to get the course of a run.</summary>
    public bool IsTold { get; init; }

    public string History => string.Join('\n', _history);

    public int Deliveries { get; private set; }

    public void Note(string what)
    {
        if (IsTold)
        {
            _history.Add(what);
        }
    }

    public void Acknowledged(string queue, int number)
    {
        Note($"{queue} {number} acknowledged");
        _acknowledged.Add((queue, number));
    }

    /// <summary>A message came out of a queue; its first delivery comes after that of the one before.</summary>
    public void Delivered(string queue, int number, string node)
    {
        Note($"{queue} {number} delivered on {node}");
        Deliveries++;
        if (!IsExclusive(queue))
        {
            return;
        }

        var last = _delivered.GetValueOrDefault(queue, -1);
        Check(number <= last + 1, ViolationKind.Order, $"{queue}: message {number} was delivered before message {last + 1}");
        _delivered[queue] = Math.Max(last, number);
    }

    /// <summary>Somebody processed it to the end; its node may die before that is written, or before he is told so.</summary>
    public void Processed(string queue, int number)
    {
        Note($"{queue} {number} processed");
        _processed.Add((queue, number));
    }

    public void Failed(string what, Exception cause) => Check(false, ViolationKind.Failure, $"{what}: {cause}");

    /// <summary>
    /// A write that looks who has the messages that are settled right after it in the same transaction; 0 is nobody. To look before the transaction is too early: a consumer may
    /// take a message in it that was given back without that being told, so that giving it back is tried again.
    /// </summary>
    public DurableWrite Look(IReadOnlyList<DurableWrite> writes) => new BulkItem<IReadOnlyList<DurableWrite>, bool>(_look, writes);

    /// <summary>Looks at what a commit has changed.</summary>
    public void Committed(IReadOnlyList<DurableWrite> writes)
    {
        foreach (var write in writes)
        {
            if (write is BulkItem<QueueInsert, QueueInserted> { Result.Number: > 0 } insert)
            {
                _rows++;
                _placeOfRow[insert.Result.Number] = (insert.Item.Queue.Id, ++_inserted);
            }
            else if (write is BulkItem<QueueSettlement, bool> { Result: true } settlement)
            {
                Settled(settlement.Item);
            }
        }
    }

    /// <summary>As many messages are in the table as were put in and not completed.</summary>
    public void CountAll()
    {
        var rows = _database.Number("SELECT count(*) FROM queue_message");
        Check(rows == _rows, ViolationKind.Count, $"{rows} messages are in the table, but {_rows} were put in and not completed");
    }

    /// <summary>At the end: what was acknowledged was processed or is set aside.</summary>
    public void CheckEnd(IReadOnlySet<(string Queue, int Number)> setAside)
    {
        foreach (var message in _acknowledged.Where(message => !_processed.Contains(message) && !setAside.Contains(message)))
        {
            Check(false, ViolationKind.Lost, $"{message.Queue}: message {message.Number} was acknowledged, but was never processed and is not set aside");
        }
    }

    public void Check(bool holds, ViolationKind kind, string violation)
    {
        if (!holds)
        {
            Note($"WRONG: {violation}");
            Violation ??= new Violation(kind, violation);
        }
    }

    public static bool IsExclusive(string queue) => queue[0] == 'x';

    private bool NoteOwners(IReadOnlyList<DurableWrite> writes)
    {
        _owners.Clear();
        foreach (var settlement in writes.OfType<BulkItem<QueueSettlement, bool>>())
        {
            _owners[settlement.Item.Number] = _database.Number($"SELECT owner FROM queue_message WHERE number = {settlement.Item.Number}");
        }

        return true;
    }

    private void Settled(in QueueSettlement settlement)
    {
        Check(_owners[settlement.Number] == settlement.Owner, ViolationKind.Lease, $"row {settlement.Number} was settled by incarnation {settlement.Owner}, but incarnation {_owners[settlement.Number]} had it");
        if (settlement.Next is not null)
        {
            return;
        }

        _rows--;
        var (queue, place) = _placeOfRow[settlement.Number];
        if (IsExclusive(NameOf(queue)))
        {
            var last = _lastDone.GetValueOrDefault(queue);
            Check(place > last, ViolationKind.Order, $"message {place} of all was completed after message {last} of all, both of queue {queue}");
            _lastDone[queue] = place;
        }
    }

    private string NameOf(long queue)
    {
        using var find = _database.Connection.Prepare("SELECT name FROM queue WHERE id = ?1");
        find.Bind(1, queue).Step();
        return find.Text(0);
    }
}

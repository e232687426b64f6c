using Confluent.Kafka;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>
/// The records of one partition between broker and flow, as long as the member has the partition: waiting → begun (offered to the flow, running, or between two tries) → done. The offset to commit is
/// that behind the last of the done ones at the front, so a record that is not done is never passed over. Thread-safe.
/// </summary>
internal sealed class PartitionLane : IDisposable
{
    private const long MostBytes = 4 << 20;

    private readonly Lock _lock = new();
    private readonly LaneRules _rules;
    private readonly Action<TakenRecord> _offer;
    private readonly Action _movable;
    private readonly Queue<TakenRecord> _waiting = new();
    private readonly Queue<TakenRecord> _begun = new();
    private readonly CommitWaits _waits = new();
    private readonly ManualResetEventSlim _idle = new(true);
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationToken _end;
    private long _bytes;
    private int _open;
    private int _running;
    private long _position = Offset.Unset;
    private long _committed = Offset.Unset;
    private long _begin = Offset.Unset;
    private bool _isClosing;
    private bool _isClosed;

    /// <summary>A lane without records.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="rules">How many at once.</param>
    /// <param name="offer">Offers a record to the flow; called under the lock, must not block.</param>
    /// <param name="movable">Tells that an offset can be committed.</param>
    public PartitionLane(TopicPartition partition, LaneRules rules, Action<TakenRecord> offer, Action movable)
    {
        (Partition, _rules, _offer, _movable) = (partition, rules, offer, movable);
        _end = _closed.Token;
    }

    public TopicPartition Partition { get; }

    /// <summary>Whether fetching pauses; of the poll thread alone.</summary>
    public bool IsPaused { get; set; }

    /// <summary>More than enough is here.</summary>
    public bool IsFull => Held() is var (count, bytes) && (count >= _rules.Prefetch || bytes >= MostBytes);

    /// <summary>Half of it is through.</summary>
    public bool HasRoom => Held() is var (count, bytes) && count <= _rules.Prefetch / 2 && bytes <= MostBytes / 2;

    /// <summary>The offset to commit; null when there is none.</summary>
    public TopicPartitionOffset? ToCommit
    {
        get
        {
            lock (_lock)
            {
                return !_isClosed && _position > _committed ? new TopicPartitionOffset(Partition, _position) : null;
            }
        }
    }

    /// <summary>Where a group begins that has committed nothing. Records wait until that is committed, so that it begins there again when none could be processed.</summary>
    public void BeginAt(Offset offset)
    {
        lock (_lock)
        {
            (_begin, _position) = (offset, offset);
        }

        _movable();
    }

    /// <summary>Takes a record that was fetched.</summary>
    public void Add(ConsumeResult<byte[], byte[]> result)
    {
        var record = new TakenRecord(this, result);
        lock (_lock)
        {
            if (!_isClosing)
            {
                _waiting.Enqueue(record);
                _bytes += record.Size;
                Offer();
            }
        }
    }

    /// <summary>The flow takes a record that was offered. False: the partition is being given up, so it must not.</summary>
    public bool TryBegin(TakenRecord record)
    {
        lock (_lock)
        {
            if (_isClosing)
            {
                return false;
            }

            _running++;
            _idle.Reset();
            return true;
        }
    }

    /// <summary>The record need not come again. Waits until its offset is committed, unless one before it is not done.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3850: another consumer has the partition already.</exception>
    public ValueTask CompleteAsync(TakenRecord record, CancellationToken cancel)
    {
        if (Complete(record, ref cancel) is { } isCommitted)
        {
            record.Set(isCommitted);
        }
        else
        {
            _movable();
        }

        return record.EndAsync(cancel);
    }

    /// <summary>The flow had a record and did not process it: it is offered again, after a pause when it failed.</summary>
    public void GiveBack(TakenRecord record, TimeSpan pause, TimeProvider time)
    {
        lock (_lock)
        {
            Leave();
        }

        if (pause == TimeSpan.Zero)
        {
            Again(record);
        }
        else
        {
            _ = AgainAfterAsync(record, pause, time);
        }
    }

    /// <summary>The cluster has an offset.</summary>
    public void Committed(Offset offset)
    {
        lock (_lock)
        {
            _committed = Math.Max(_committed, offset);
            Tell(_waits.Take(_committed), isCommitted: true);
            Offer();
        }
    }

    /// <summary>Begins to give the partition up: what runs may end, nothing more begins.</summary>
    public void BeginClose()
    {
        lock (_lock)
        {
            _isClosing = true;
            _waiting.Clear();
        }
    }

    /// <summary>Waits until nothing runs; on the thread of a member, which may block.</summary>
    public bool IsIdleWithin(TimeSpan patience) => _idle.Wait(patience);

    /// <summary>The partition is given up. What is not committed comes again, wherever the partition goes.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosing = true;
            _isClosed = true;
            _waiting.Clear();
            _begun.Clear();
            Tell(_waits.Take(long.MaxValue), isCommitted: false);
        }

        _closed.Cancel();
        _closed.Dispose();
        _waits.Dispose();
        _idle.Dispose();
    }

    private (int Count, long Bytes) Held()
    {
        lock (_lock)
        {
            return (_waiting.Count + _open, _bytes);
        }
    }

    private void Offer()
    {
        while (_waiting.Count > 0 && _committed >= _begin && _open < _rules.AtOnce && _begun.Count < _rules.Ahead)
        {
            var record = _waiting.Dequeue();
            _begun.Enqueue(record);
            _open++;
            _offer(record);
        }
    }

    private void Again(TakenRecord record)
    {
        lock (_lock)
        {
            if (!_isClosing)
            {
                _offer(record);
            }
        }
    }

    private async Task AgainAfterAsync(TakenRecord record, TimeSpan pause, TimeProvider time)
    {
        await Task.Delay(pause, time, _end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Again(record);
    }

    private void Leave()
    {
        if (--_running == 0 && !_isClosed)
        {
            _idle.Set();
        }
    }

    // Null when its offset is to be committed; cancel is what the record has to listen to meanwhile. Both under one lock: a commit that comes right then has to find it.
    private bool? Complete(TakenRecord record, ref CancellationToken cancel)
    {
        lock (_lock)
        {
            Leave();
            if (_isClosed)
            {
                return false;
            }

            record.IsDone = true;
            _open--;
            _bytes -= record.Size;
            var isMoved = TryMove(record);
            cancel = isMoved ? _waits.Add(record, cancel) : cancel;
            Offer();
            return isMoved ? null : true;
        }
    }

    // False when a record before it is not done.
    private bool TryMove(TakenRecord record)
    {
        while (_begun.TryPeek(out var first) && first.IsDone)
        {
            _position = _begun.Dequeue().Offset + 1;
        }

        return _position > record.Offset;
    }

    // What a run has left to do then is short: one way to the thread pool for all of them costs less than one for each.
    private static void Tell(List<TakenRecord> waiters, bool isCommitted)
    {
        if (waiters.Count > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(told => told.ForEach(waiter => waiter.Set(isCommitted)), waiters, preferLocal: false);
        }
    }
}

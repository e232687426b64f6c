using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Queues;

/// <summary>
/// One queue as this node sees it: who takes messages out here, and whether the table may hold some that nobody has. A message that is put in goes straight to a
/// consumer with a free place, unless many are in line before it: a few are passed, and fetched right after.
/// </summary>
internal sealed class TenantQueue(long id, string name, QueueAccess access)
{
    private readonly Lock _lock = new();
    private readonly List<QueueConsumer> _consumers = [];
    private int _next;
    private long _changes;
    private bool _hasLine = true;
    private bool _isLong = true;
    private bool _isPaused;

    public long Id { get; } = id;

    public string Name { get; } = name;

    public QueueAccess Access { get; } = access;

    /// <summary>Held by the one consumer of this node that takes from an exclusive queue: a new version of a flow waits for the old one.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>What this node has of it.</summary>
    public QueueHolding Holding { get; } = new();

    public int ConsumerCount
    {
        get
        {
            lock (_lock)
            {
                return _consumers.Count;
            }
        }
    }

    /// <summary>How often messages came into the line: for <see cref="LineIsEmpty"/>.</summary>
    public long Changes
    {
        get
        {
            lock (_lock)
            {
                return _changes;
            }
        }
    }

    /// <summary>Whether the table may hold messages to take.</summary>
    public bool HasLine
    {
        get
        {
            lock (_lock)
            {
                return _hasLine && !_isPaused;
            }
        }
    }

    /// <summary>More are in line than were seen to be few.</summary>
    public bool HasLongLine
    {
        get
        {
            lock (_lock)
            {
                return _isLong;
            }
        }
    }

    public void Add(QueueConsumer consumer)
    {
        lock (_lock)
        {
            _consumers.Add(consumer);
            (_hasLine, _isLong) = (true, true);
        }
    }

    public void Remove(QueueConsumer consumer)
    {
        lock (_lock)
        {
            _consumers.Remove(consumer);
        }
    }

    /// <summary>A consumer with a place for a message that is about to be put in, until <see cref="End"/>; null: it has to stand in line.</summary>
    public QueueConsumer? Reserve()
    {
        if (Access == QueueAccess.Exclusive)
        {
            return null;
        }

        lock (_lock)
        {
            if (_isLong || _isPaused || _consumers.Count == 0 || !Holding.TryBeginPut())
            {
                return null;
            }

            for (var i = 0; i < _consumers.Count; i++)
            {
                var consumer = _consumers[_next++ % _consumers.Count];
                if (consumer.TryReserve())
                {
                    return consumer;
                }
            }

            _isLong = true;
        }

        End();
        return null;
    }

    /// <summary>A put for which <see cref="Reserve"/> found a consumer, or a fetch, has come to its end.</summary>
    public void End()
    {
        if (Holding.End())
        {
            NoteLine();
        }
    }

    /// <summary>A write failed that may have been written all the same: then this node has messages of which it knows nothing.</summary>
    public void Doubt()
    {
        Holding.Doubt();
        NoteLine();
    }

    /// <summary>Messages came into the line, or may have.</summary>
    public void NoteLine()
    {
        QueueConsumer[] waiting;
        lock (_lock)
        {
            _changes++;
            _hasLine = true;
            waiting = [.. _consumers];
        }

        foreach (var consumer in waiting)
        {
            consumer.Wake();
        }
    }

    /// <summary>The line was found empty. What came in meanwhile is still looked for, and is little.</summary>
    /// <param name="changes">What <see cref="Changes"/> was before somebody looked.</param>
    public void LineIsEmpty(long changes)
    {
        lock (_lock)
        {
            _isLong = false;
            _hasLine &= _changes != changes;
        }
    }

    public void Pause(bool isPaused)
    {
        lock (_lock)
        {
            _isPaused = isPaused;
        }

        NoteLine();
    }
}

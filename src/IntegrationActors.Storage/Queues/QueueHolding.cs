namespace IntegrationActors.Storage.Queues;

/// <summary>
/// What this node has of a queue: what it knows to have, and whether it may have more, since the answer to a write got lost. Each taking of a message counts for itself: one
/// that was given back may be ours again before we are told.
/// </summary>
internal sealed class QueueHolding
{
    private readonly Lock _lock = new();
    private readonly HashSet<(long Number, long Taken)> _held = [];
    private int _underway;
    private long _doubts;
    private long _settledDoubts;
    private bool _hasWaiting;

    private bool IsDoubtful => _doubts != _settledDoubts;

    /// <summary>Begins a put that brings its message to a consumer of this node; <see cref="End"/> ends it.</summary>
    /// <returns>False while there is a doubt: then the message stands in line.</returns>
    public bool TryBeginPut()
    {
        lock (_lock)
        {
            _underway += IsDoubtful ? 0 : 1;
            return !IsDoubtful;
        }
    }

    /// <summary>Begins to take messages; <see cref="End"/> ends it.</summary>
    /// <param name="doubt">What is to be cleared with it. Nothing else is under way then, whose messages would look like those that nobody knows of.</param>
    /// <returns>False when others have to end first.</returns>
    public bool TryBeginFetch(out DoubtfulHolding? doubt)
    {
        lock (_lock)
        {
            doubt = null;
            if (IsDoubtful && _underway > 0)
            {
                _hasWaiting = true;
                return false;
            }

            _underway++;
            doubt = IsDoubtful ? new DoubtfulHolding(_held.ToHashSet(), _doubts) : null;
            return true;
        }
    }

    /// <summary>What was begun has come to its end: its messages are held.</summary>
    /// <returns>Whether somebody was sent away meanwhile, who may come now.</returns>
    public bool End()
    {
        lock (_lock)
        {
            if (--_underway > 0)
            {
                return false;
            }

            (var hasWaiting, _hasWaiting) = (_hasWaiting, false);
            return hasWaiting;
        }
    }

    /// <summary>A delivery of this node has the message.</summary>
    public void Hold(long number, long taken)
    {
        lock (_lock)
        {
            _held.Add((number, taken));
        }
    }

    public void LetGo(long number, long taken)
    {
        lock (_lock)
        {
            _held.Remove((number, taken));
        }
    }

    /// <summary>A write failed that may have been written all the same: then this node has messages of which it knows nothing.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            _doubts++;
        }
    }

    /// <summary>What this node did not know to have was given back.</summary>
    public void IsCleared(DoubtfulHolding doubt)
    {
        lock (_lock)
        {
            _settledDoubts = doubt.Doubts;
        }
    }
}

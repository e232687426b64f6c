namespace IntegrationActors.Storage.Queues;

/// <summary>
/// How many messages a consumer has. A message takes a place from the moment it is ours: it waits, is processed, and is being settled. So many are processed at once as the consumer is
/// allowed; as many more wait as will be begun soon (<paramref name="pace"/>); those that are being settled no longer keep others from being processed.
/// </summary>
/// <param name="count">How many are processed at once.</param>
/// <param name="mostSettling">With so many being settled no other is begun: the store is slow, or out of order.</param>
/// <param name="pace">How many may wait.</param>
internal sealed class Places(int count, int mostSettling, QueuePace pace)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;
    private int _processed;
    private int _settling;
    private bool _isAwaited;
    private bool _isClosed;

    /// <summary>Completes when no place can be taken any more and none is.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Whether no message can be taken before one is processed; then the next one that is done says so: <see cref="BeginSettling"/>.</summary>
    public bool AwaitPlace()
    {
        lock (_lock)
        {
            return _isAwaited = _taken >= count + pace.Ahead;
        }
    }

    public bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>Takes a place for a message that is put in. Such a message costs no fetch, so twice as many may wait as would be fetched: a fetch that is under way has taken its places already.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            var isFree = !_isClosed && _taken < count + (2 * pace.Ahead);
            _taken += isFree ? 1 : 0;
            return isFree;
        }
    }

    /// <summary>Takes all that are free, when they are worth a write.</summary>
    /// <param name="isLong">Whether there are messages for all of them: then a write is worth it when half of those that wait are gone.</param>
    /// <returns>How many.</returns>
    public int TakeAll(bool isLong)
    {
        lock (_lock)
        {
            var ahead = pace.Ahead;
            var free = count + ahead - _taken;
            var places = _isClosed || free < (isLong ? Math.Max(1, ahead / 2) : 1) ? 0 : free;
            _taken += places;
            return places;
        }
    }

    /// <summary>A message that waits may be processed now.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            var isAllowed = _processed < count && _settling < mostSettling;
            _processed += isAllowed ? 1 : 0;
            return isAllowed;
        }
    }

    /// <summary>There was no message to begin.</summary>
    public void Unbegin()
    {
        lock (_lock)
        {
            _processed--;
        }
    }

    /// <summary>A message is done and being settled.</summary>
    /// <param name="wasBegun">False for a message that goes back though nobody has processed it.</param>
    /// <returns>Whether somebody waits for its place.</returns>
    public bool BeginSettling(bool wasBegun)
    {
        lock (_lock)
        {
            _taken--;
            _processed -= wasBegun ? 1 : 0;
            _settling++;
            (var isAwaited, _isAwaited) = (_isAwaited, false);
            return isAwaited;
        }
    }

    public void Settled()
    {
        lock (_lock)
        {
            _settling--;
            pace.Settled();
            CheckDrained();
        }
    }

    /// <summary>A fetch has come to its end.</summary>
    /// <param name="places">Those that were taken for messages that did not come.</param>
    /// <param name="took">How long it took.</param>
    public void Fetched(int places, TimeSpan took)
    {
        lock (_lock)
        {
            pace.Fetched(took);
            _taken -= places;
            CheckDrained();
        }
    }

    /// <summary>Places that were taken for messages that did not come.</summary>
    public void GiveBack(int places)
    {
        lock (_lock)
        {
            _taken -= places;
            CheckDrained();
        }
    }

    /// <summary>No place can be taken from now on.</summary>
    /// <returns>False when that was so before.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            var isFirst = !_isClosed;
            _isClosed = true;
            CheckDrained();
            return isFirst;
        }
    }

    private void CheckDrained()
    {
        if (_isClosed && _taken + _settling == 0)
        {
            _drained.TrySetResult();
        }
    }
}

namespace IntegrationActors.Storage.Queues;

/// <summary>How many messages a consumer may have at once. A place is taken from the moment a message is ours until it is settled.</summary>
internal sealed class Places(int count)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;
    private bool _isClosed;

    /// <summary>Completes when no place can be taken any more and none is.</summary>
    public Task Drained => _drained.Task;

    public int Taken => Volatile.Read(ref _taken);

    public bool AreAllTaken => Taken >= count;

    public bool IsClosed => Volatile.Read(ref _isClosed);

    public bool TryTake() => Take(1) == 1;

    /// <summary>Takes all that are free.</summary>
    /// <returns>How many.</returns>
    public int TakeAll() => Take(count);

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

    private int Take(int most)
    {
        lock (_lock)
        {
            var places = _isClosed ? 0 : Math.Min(most, count - _taken);
            _taken += places;
            return places;
        }
    }

    private void CheckDrained()
    {
        if (_isClosed && _taken == 0)
        {
            _drained.TrySetResult();
        }
    }
}

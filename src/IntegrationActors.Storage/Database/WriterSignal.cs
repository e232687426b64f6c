namespace IntegrationActors.Storage.Database;

/// <summary>Wakes the thread of a writer. While it is at work it looks by itself for more, and need not be told: that is a call of the system less for each write.</summary>
internal sealed class WriterSignal : IDisposable
{
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ManualResetEvent _end = new(initialState: false);
    private volatile bool _isHeeded;
    private int _ended;

    /// <summary>There is work, which was put where the writer looks for it before.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (_isHeeded)
        {
            _wake.Set();
        }
    }

    /// <summary>There will be no more work.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _end.Set();
            _wake.Set();
        }
    }

    /// <summary>From now on the writer is told; it looks for work once more before it waits.</summary>
    public void Heed()
    {
        _isHeeded = true;
        Interlocked.MemoryBarrier();
    }

    public void Ignore() => _isHeeded = false;

    /// <summary>Waits for work.</summary>
    /// <returns>False when the time is over.</returns>
    public bool Wait(TimeSpan most) => _wake.WaitOne(most);

    /// <summary>Waits though there may be work.</summary>
    public void Pause(TimeSpan time) => _end.WaitOne(time);

    /// <summary>When the writer is gone.</summary>
    public void Dispose()
    {
        _wake.Dispose();
        _end.Dispose();
    }
}

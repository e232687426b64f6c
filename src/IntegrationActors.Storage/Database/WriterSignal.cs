namespace IntegrationActors.Storage.Database;

/// <summary>Wakes the thread of a writer. While it is at work it looks by itself for more, and need not be told: that is a call of the system less for each write.</summary>
internal sealed class WriterSignal : IDisposable
{
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly AutoResetEvent _gathered = new(initialState: false);
    private volatile bool _isHeeded;
    private int _missing;

    /// <summary>There is work, which was put where the writer looks for it before.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (_isHeeded)
        {
            _wake.Set();
        }
    }

    /// <summary>One more write was put there, which may be the last one that the writer gathers.</summary>
    public void Came()
    {
        if (Volatile.Read(ref _missing) > 0 && Interlocked.Decrement(ref _missing) == 0)
        {
            _gathered.Set();
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

    /// <summary>Waits though there may be work, until so many more writes came.</summary>
    public void Gather(int writes, TimeSpan most)
    {
        if (writes > 0)
        {
            _gathered.Reset();
            Volatile.Write(ref _missing, writes);
            _gathered.WaitOne(most);
            Volatile.Write(ref _missing, 0);
        }
    }

    /// <summary>When the writer is gone.</summary>
    public void Dispose()
    {
        _wake.Dispose();
        _gathered.Dispose();
    }
}

namespace IntegrationActors.Storage.Database;

/// <summary>Wakes the thread of a writer. While it is at work it looks by itself for more, and need not be told: that is a call of the system less for each write.</summary>
internal sealed class WriterSignal : IDisposable
{
    // A batch of so many is followed by others, most likely; a sync for twice as many messages costs little more than for these.
    private const int Crowd = 8;

    // Of the batch before. Who waits for all of them lets the processors sleep, who waits for none commits too often.
    private const double Most = 0.6;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);

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

    /// <summary>Waits for a moment, though there may be work, until most of those writes have come that can be expected.</summary>
    /// <param name="before">How many the batch before had; after one of few nobody waits.</param>
    /// <param name="waiting">How many there are already.</param>
    public void Gather(int before, int waiting)
    {
        var missing = (int)(Most * before) - waiting;
        if (before >= Crowd && missing > 0)
        {
            _gathered.Reset();
            Volatile.Write(ref _missing, missing);
            _gathered.WaitOne(Gathering);
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

namespace IntegrationActors.Storage.Queues;

/// <summary>Rings once after a time. One that rings earlier anyway is left as it is: who waits a thousand times a second does not set a thousand timers.</summary>
internal sealed class Alarm : IDisposable
{
    private const long Off = long.MaxValue;

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _rings = Off;

    public Alarm(TimeProvider time, Action ring)
    {
        _time = time;
        _timer = time.CreateTimer(
            _ =>
            {
                Volatile.Write(ref _rings, Off);
                ring();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Rings after this time at the latest; infinite: it need not ring. Used by one thread at a time.</summary>
    public void SetWithin(TimeSpan wait)
    {
        if (wait == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        var due = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
        if (due < Volatile.Read(ref _rings))
        {
            Volatile.Write(ref _rings, due);
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();
}

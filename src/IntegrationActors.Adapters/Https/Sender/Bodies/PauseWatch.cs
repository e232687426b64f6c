using System.IO.Pipelines;

namespace IntegrationActors.Adapters.Https.Sender.Bodies;

/// <summary>
/// Watches the pauses of a client within its body: a read that waits longer than the limit is cancelled. Pooled; the timer of an idle watch may still fire, so the
/// deadline decides and not the timer.
/// </summary>
internal sealed class PauseWatch
{
    private const long Never = long.MaxValue;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private PipeReader? _reader;
    private long _deadline = Never;
    private long _fires = Never;

    public PauseWatch(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static watch => ((PauseWatch)watch!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A read begins to wait.</summary>
    public void Begin(PipeReader reader, TimeSpan limit)
    {
        lock (_gate)
        {
            _reader = reader;
            _deadline = _time.GetTimestamp() + (limit.Ticks * _time.TimestampFrequency / TimeSpan.TicksPerSecond);
            if (_deadline < _fires)
            {
                _fires = _deadline;
                _timer.Change(limit, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The read is through.</summary>
    public void End()
    {
        lock (_gate)
        {
            _reader = null;
            _deadline = Never;
        }
    }

    private void Fire()
    {
        lock (_gate)
        {
            _fires = Never;
            if (_reader is null)
            {
                return;
            }

            var left = _deadline - _time.GetTimestamp();
            if (left <= 0)
            {
                _reader.CancelPendingRead();
                return;
            }

            _fires = _deadline;
            _timer.Change(TimeSpan.FromSeconds((double)left / _time.TimestampFrequency) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}

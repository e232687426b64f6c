using Microsoft.Extensions.ObjectPool;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>The token of an attempt: ends with its time-out or with the run. Reused, because most attempts end long before.</summary>
internal sealed class CallLimit : IDisposable
{
    private const int MaxIdle = 256;

    private static readonly DefaultObjectPool<CallLimit> Pool = new(new Policy(), MaxIdle);

    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _registration;
    private CancellationToken _run;
    private TimeSpan _timeout;

    public CancellationToken Token => _source.Token;

    /// <summary>The time-out struck, not the end of the run.</summary>
    public bool IsTimedOut => _source.IsCancellationRequested && !_run.IsCancellationRequested;

    public static CallLimit Rent(TimeSpan timeout, CancellationToken run)
    {
        var limit = Pool.Get();
        limit._run = run;
        limit._timeout = timeout;
        limit._registration = run.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit._source);
        limit._source.CancelAfter(timeout);
        return limit;
    }

    /// <summary>The receiver has moved, or is to: its time begins again.</summary>
    public void Restart() => _source.CancelAfter(_timeout);

    /// <summary>Something else than the receiver is waited for.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        Pool.Return(this);
    }

    private sealed class Policy : PooledObjectPolicy<CallLimit>
    {
        public override CallLimit Create() => new();

        public override bool Return(CallLimit obj)
        {
            if (obj._source.TryReset())
            {
                return true;
            }

            obj._source.Dispose();
            return false;
        }
    }
}

using System.Threading.Tasks.Sources;

namespace IntegrationActors.Adapters.Kafka;

/// <summary>
/// A result that comes once and is awaited once, unless the wait is cancelled before. What would be a completion source, its task, and the wait for it with a token is one object here: each record needs two.
/// </summary>
/// <param name="goesOnElsewhere">Whoever waits goes on on the thread pool, not on the thread that has the result.</param>
internal class PendingResult<T>(bool goesOnElsewhere) : IValueTaskSource<T>
{
    private ManualResetValueTaskSourceCore<T> _source = new() { RunContinuationsAsynchronously = goesOnElsewhere };
    private CancellationTokenRegistration _registration;
    private int _isSettled;

    /// <summary>Sets the result; without effect when the wait was cancelled.</summary>
    public void Set(T result)
    {
        if (TrySettle())
        {
            _source.SetResult(result);
        }
    }

    /// <summary>Waits for the result. Call once, and await what it returns once.</summary>
    public ValueTask<T> WaitAsync(CancellationToken cancel)
    {
        _registration = cancel.UnsafeRegister(static (pending, token) => ((PendingResult<T>)pending!).Cancel(token), this);
        return new ValueTask<T>(this, _source.Version);
    }

    T IValueTaskSource<T>.GetResult(short token)
    {
        _registration.Dispose();
        return Checked(_source.GetResult(token));
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _source.OnCompleted(continuation, state, token, flags);

    /// <summary>Looks at the result before it is given to who waited; may throw.</summary>
    protected virtual T Checked(T result) => result;

    private void Cancel(CancellationToken token)
    {
        if (TrySettle())
        {
            _source.SetException(new OperationCanceledException(token));
        }
    }

    private bool TrySettle() => Interlocked.Exchange(ref _isSettled, 1) == 0;
}

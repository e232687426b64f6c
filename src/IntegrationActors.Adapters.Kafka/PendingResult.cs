using System.Threading.Tasks.Sources;

namespace IntegrationActors.Adapters.Kafka;

/// <summary>
/// A result that comes once and is awaited once, unless the wait is cancelled before. What would be a completion source, its task, and the wait for it with a token is one object here: each record needs two.
/// </summary>
/// <param name="goesOnElsewhere">Whoever waits goes on on the thread pool, not on the thread that has the result.</param>
internal class PendingResult<T>(bool goesOnElsewhere) : IValueTaskSource<T>, IValueTaskSource
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
    public ValueTask<T> WaitAsync(CancellationToken cancel) => new(this, Wait(cancel));

    /// <summary>Waits until the result is there and was looked at. Call once, instead of <see cref="WaitAsync"/>, and await what it returns once.</summary>
    public ValueTask EndAsync(CancellationToken cancel) => new(this, Wait(cancel));

    T IValueTaskSource<T>.GetResult(short token) => Checked(Take(token));

    void IValueTaskSource.GetResult(short token) => Checked(Take(token));

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _source.OnCompleted(continuation, state, token, flags);

    /// <summary>Looks at the result before it is given to who waited; may throw.</summary>
    protected virtual T Checked(T result) => result;

    /// <summary>Begins a wait.</summary>
    /// <returns>The token with which the result is taken.</returns>
    protected short Wait(CancellationToken cancel)
    {
        if (Volatile.Read(ref _isSettled) == 0)
        {
            _registration = cancel.UnsafeRegister(static (pending, token) => ((PendingResult<T>)pending!).Cancel(token), this);
        }

        return _source.Version;
    }

    /// <summary>Ends the wait.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    protected T Take(short token)
    {
        _registration.Dispose();
        return _source.GetResult(token);
    }

    /// <summary>Ends the wait without a result, unless there is one.</summary>
    protected void Cancel(CancellationToken token)
    {
        if (TrySettle())
        {
            _source.SetException(new OperationCanceledException(token));
        }
    }

    private bool TrySettle() => Interlocked.Exchange(ref _isSettled, 1) == 0;
}

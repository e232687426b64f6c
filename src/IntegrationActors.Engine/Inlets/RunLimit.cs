using System.Collections.Concurrent;

namespace IntegrationActors.Engine.Inlets;

/// <summary>The token that ends a run: by the flow's time-out, by an abort of the flow, or by the adapter. Sources are reused; most runs end long before.</summary>
internal sealed class RunLimit : IDisposable
{
    private const int MaxPooled = 1024;

    private static readonly ConcurrentBag<RunLimit> Pool = [];

    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _abort;
    private CancellationTokenRegistration _outer;
    private CancellationToken _abortToken;
    private CancellationToken _outerToken;

    public CancellationToken Token => _source.Token;

    public bool IsAborted => _abortToken.IsCancellationRequested || _outerToken.IsCancellationRequested;

    public bool IsTimedOut => _source.IsCancellationRequested && !IsAborted;

    public static RunLimit Rent(TimeSpan timeout, CancellationToken abort, CancellationToken outer)
    {
        if (!Pool.TryTake(out var limit))
        {
            limit = new RunLimit();
        }

        limit._abortToken = abort;
        limit._outerToken = outer;
        limit._abort = abort.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit._source);
        limit._outer = outer.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit._source);
        limit._source.CancelAfter(timeout);
        return limit;
    }

    public void Return()
    {
        _abort.Dispose();
        _outer.Dispose();
        if (_source.TryReset() && Pool.Count < MaxPooled)
        {
            Pool.Add(this);
        }
        else
        {
            Dispose();
        }
    }

    public void Dispose() => _source.Dispose();
}

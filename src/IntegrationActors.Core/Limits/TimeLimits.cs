using System.Collections.Concurrent;

namespace IntegrationActors.Core.Limits;

/// <summary>
/// The time limits of an owner who may cut off all of his work at once. A limit is linked with that when it is made, and stays so from one use to the next: taking part and leaving again would cost each use
/// more than the rest of its limit.
/// </summary>
public sealed class TimeLimits : IDisposable
{
    /// <summary>Of everybody who has no owner: nothing cuts them off together.</summary>
    internal static readonly TimeLimits Shared = new();

    private readonly ConcurrentBag<TimeLimit> _idle = [];
    private readonly CancellationTokenSource _cut = new();
    private volatile bool _isDisposed;

    /// <summary>Begins without limits.</summary>
    public TimeLimits() => Cut = _cut.Token;

    /// <summary>Ends when all work is cut off.</summary>
    public CancellationToken Cut { get; }

    /// <summary>Starts a limit. Dispose of it when the work is done, and use neither it nor its token afterwards.</summary>
    /// <param name="length">How long the work may take.</param>
    /// <param name="cancel">Ends the work earlier, as <see cref="CutOff"/> does.</param>
    public TimeLimit Start(TimeSpan length, CancellationToken cancel) => Start(length, cancel, CancellationToken.None);

    /// <summary>Cuts off all work, also what begins later.</summary>
    public void CutOff() => _cut.Cancel();

    /// <summary>Keeps no limits for later use any more; those that run go on to their end.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        DropIdle();
        _cut.Dispose();
    }

    internal TimeLimit Start(TimeSpan length, CancellationToken first, CancellationToken second)
    {
        var limit = _idle.TryTake(out var idle) ? idle : new TimeLimit(this);
        limit.Begin(length, first, second);
        return limit;
    }

    /// <summary>Takes back a limit that has not struck.</summary>
    internal void Keep(TimeLimit limit)
    {
        _idle.Add(limit);
        if (_isDisposed)
        {
            DropIdle();
        }
    }

    private void DropIdle()
    {
        while (_idle.TryTake(out var idle))
        {
            idle.Drop();
        }
    }
}

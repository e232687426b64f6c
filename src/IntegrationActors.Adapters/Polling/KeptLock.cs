using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Polling;

/// <summary>
/// A lock of the tenant that is renewed for as long as it is held, so that its time says how soon others may go on when its holder died, not how long the work may take. Two holders never share
/// the name of an owner: each gets one of its own.
/// </summary>
public sealed class KeptLock : IAsyncDisposable
{
    private readonly IMessageLocks _locks;
    private readonly MessageLockRequest _request;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _done = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _renewing;
    private volatile MessageLock? _held;

    private KeptLock(IMessageLocks locks, MessageLockRequest request, MessageLock held, TimeProvider time)
    {
        (_locks, _request, _held, _time) = (locks, request, held, time);
        _timer = new PeriodicTimer(request.ExpiresAfter / 3, time);
        _renewing = Task.Run(RenewAsync);
    }

    /// <summary>Whether nobody else can have it.</summary>
    public bool IsHeld => _held is { } held && held.Expires > _time.GetUtcNow();

    /// <summary>Takes a lock; null when somebody else has it.</summary>
    /// <param name="locks">The locks of the tenant.</param>
    /// <param name="request">What to lock; <see cref="MessageLockRequest.Owner"/> gets a unique end.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Gives up waiting; a lock that was taken nevertheless expires.</param>
    public static async ValueTask<KeptLock?> TakeAsync(IMessageLocks locks, MessageLockRequest request, TimeProvider time, CancellationToken cancel)
    {
        request = request with { Owner = $"{request.Owner}#{Guid.NewGuid():N}" };
        return await locks.AcquireAsync(request, cancel) is { } held ? new KeptLock(locks, request, held, time) : null;
    }

    /// <summary>Gives it back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        _timer.Dispose();
        _done.Dispose();
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            await ReleaseAsync(held);
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            while (_held is not null && await _timer.WaitForNextTickAsync(_done.Token))
            {
                await RenewOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
    }

    private async Task RenewOnceAsync()
    {
        try
        {
            _held = IsHeld ? await _locks.AcquireAsync(_request, CancellationToken.None) : null;
        }
        catch (FaultException)
        {
            // The store does not answer: tried again until the lock expires.
        }
    }

    private async ValueTask ReleaseAsync(MessageLock held)
    {
        try
        {
            await _locks.ReleaseAsync(held.Id);
        }
        catch (FaultException)
        {
            // It expires by itself.
        }
    }
}

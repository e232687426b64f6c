using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Locks;

/// <summary>Locks of one tenant on what must not be processed twice at once, such as a file that two nodes see. The lock of a holder that died stays until it expires or is released by hand.</summary>
public interface IMessageLocks
{
    /// <summary>Most locks that <see cref="ListAsync"/> gives.</summary>
    const int MostListed = 500;

    /// <summary>Takes a lock; completes after the commit. The owner who has it already gets it anew, with a new time.</summary>
    /// <returns>The lock, or null when another owner has it and it has not expired.</returns>
    /// <exception cref="FaultException">IA3512: a name is empty or too long, or the time not above zero. IA3500: the store can't be written.</exception>
    ValueTask<MessageLock?> AcquireAsync(MessageLockRequest request, CancellationToken cancel);

    /// <summary>Gives a lock back; also how people free the lock of a holder that died.</summary>
    /// <returns>False when it is not held any more: it was released, expired, or stolen after it expired.</returns>
    /// <exception cref="FaultException">IA3500: the store can't be written; the lock expires by itself.</exception>
    ValueTask<bool> ReleaseAsync(MessageId id);

    /// <summary>The newest 500 locks, newest first, for people.</summary>
    ValueTask<IReadOnlyList<MessageLock>> ListAsync(CancellationToken cancel);
}

using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Queues;

/// <summary>
/// The queues of one tenant as people see and tend them. All that changes something completes after the commit, and throws <see cref="StoreUnavailableException"/> when the store can't be
/// written. Where a queue is missing, <see cref="FaultException"/> says so with IA3503.
/// </summary>
public interface IQueueOperations
{
    /// <summary>All queues, by name. Counts are exact for queues below 100,000 messages and may lag by seconds above.</summary>
    ValueTask<IReadOnlyList<QueueInfo>> ListAsync(CancellationToken cancel);

    /// <summary>One queue, or null.</summary>
    ValueTask<QueueInfo?> FindAsync(string queue, CancellationToken cancel);

    /// <summary>A page of its messages, without content; takes none of them out.</summary>
    /// <exception cref="ArgumentException">The cursor or the limit is none.</exception>
    ValueTask<QueuePage> BrowseAsync(string queue, QueueBrowse browse, CancellationToken cancel);

    /// <summary>One message without its content, or null.</summary>
    ValueTask<QueueEntry?> FindEntryAsync(string queue, MessageId id, CancellationToken cancel);

    /// <summary>One message with its content, or null; takes it not out. Large bodies are spooled, never held in memory.</summary>
    ValueTask<QueueEntryContent?> ReadAsync(string queue, MessageId id, CancellationToken cancel);

    /// <summary>Makes messages due now: those that wait for their next try, and those set aside, whose tries and crashes are counted anew.</summary>
    ValueTask<QueueChange> RetryAsync(string queue, QueueSelection selection, CancellationToken cancel);

    /// <summary>
    /// Moves messages to the end of another queue, untried and due at once, with the id, the age and the expiry that they have; all of one call or, past
    /// <see cref="QueueSelection.Largest"/>, that many. What leaves an exclusive queue this way loses its order with what stays.
    /// </summary>
    /// <exception cref="FaultException">IA3503: one of the queues is missing.</exception>
    ValueTask<QueueChange> MoveAsync(string queue, string target, QueueSelection selection, CancellationToken cancel);

    /// <summary>Deletes messages for good; each is left in the message log as CANCELLED.</summary>
    ValueTask<QueueChange> DeleteAsync(string queue, QueueSelection selection, CancellationToken cancel);

    /// <summary>Holds the consumers of all nodes: what they have is finished, nothing more is given out. Lasts until <see cref="ResumeAsync"/>, also over restarts.</summary>
    ValueTask PauseAsync(string queue, CancellationToken cancel);

    /// <summary>Lets consumers go on.</summary>
    ValueTask ResumeAsync(string queue, CancellationToken cancel);

    /// <summary>Deletes a queue; with <paramref name="force"/> also one that has messages, which are lost. A consumer that is open makes it anew at its next start.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="FaultException">IA3515: it has messages.</exception>
    ValueTask<bool> DeleteQueueAsync(string queue, bool force, CancellationToken cancel);
}

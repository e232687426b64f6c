using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Persisted;

/// <summary>Messages of one tenant that a Persist step kept, for people and programs that look at them afterwards. Flows don't read them. All content is encrypted.</summary>
public interface IMessageStore
{
    /// <summary>Keeps a message; completes after the commit.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="FaultException">IA3512: the step's name is empty or too long, or the time is out of range. IA3504: the tenant's storage is full (status 507). IA3500: the store can't be written (status 503).</exception>
    ValueTask<MessageId> WriteAsync(PersistedMessage message, CancellationToken cancel);

    /// <summary>What was kept of one run, oldest first.</summary>
    ValueTask<IReadOnlyList<PersistedMessageInfo>> ListAsync(MessageId exchange, CancellationToken cancel);

    /// <summary>A kept message with its content; null when there is none, or it has expired.</summary>
    ValueTask<PersistedContent?> ReadAsync(MessageId id, CancellationToken cancel);

    /// <summary>Deletes a kept message before its time.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="FaultException">IA3500: the store can't be written.</exception>
    ValueTask<bool> DeleteAsync(MessageId id, CancellationToken cancel);
}

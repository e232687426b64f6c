using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Persisted;

namespace IntegrationActors.Steps.Stores;

/// <summary>Deletes what a run kept that did not go well.</summary>
internal sealed class TakingBack(IMessageStore store, MessageId kept, bool isSynchronous) : ICompletion
{
    public async ValueTask CompleteAsync(MessageStatus status, CancellationToken cancel)
    {
        if (status != MessageStatus.Completed && (status != MessageStatus.Escalated || isSynchronous))
        {
            // Also for a run that was cut, whose patience is over.
            await store.DeleteAsync(kept, CancellationToken.None);
        }
    }
}

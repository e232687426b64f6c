using System.Collections.Concurrent;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Steps.Stores;

/// <summary>Entries that are deleted at the end of a run that went well, all in one transaction. Those that were overwritten since they were read stay.</summary>
internal sealed class DataStoreDeletions(IDataStores stores) : ICompletion
{
    private readonly ConcurrentBag<DataStoreToken> _entries = [];

    /// <summary>Deletes an entry with those that the run has noted before.</summary>
    public static void Note(Exchange exchange, IDataStores stores, DataStoreToken entry) =>
        exchange.Completions.GetOrAdd(() => new DataStoreDeletions(stores))._entries.Add(entry);

    public async ValueTask CompleteAsync(MessageStatus status, CancellationToken cancel)
    {
        if (status == MessageStatus.Completed)
        {
            await stores.DeleteReadAsync([.. _entries.Distinct()], cancel);
        }
    }
}

namespace IntegrationActors.Core.Stores.DataStores;

/// <summary>The data stores of one tenant: entries that stay until they are deleted or expire, and can be read any number of times. Expired entries are not found.</summary>
public interface IDataStores
{
    /// <summary>Writes an entry; completes after the commit.</summary>
    /// <exception cref="Exchanges.FaultException">IA3511: there is an entry with this id, and it may not be overwritten. IA3512: name, id or a time is out of range.
    /// IA3504: the tenant's storage is full (status 507). IA3500: the store can't be written (status 503).</exception>
    ValueTask WriteAsync(DataStoreName store, DataStoreEntry entry, CancellationToken cancel);

    /// <summary>Reads one entry; null when there is none with this id. It stays in the store.</summary>
    ValueTask<DataStoreContent?> GetAsync(DataStoreName store, string id, CancellationToken cancel);

    /// <summary>Reads up to <paramref name="most"/> entries, oldest first; they stay in the store.</summary>
    ValueTask<IReadOnlyList<DataStoreContent>> SelectAsync(DataStoreName store, int most, CancellationToken cancel);

    /// <summary>Deletes entries by their ids.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written; none was deleted.</exception>
    ValueTask<int> DeleteAsync(DataStoreName store, IReadOnlyCollection<string> ids, CancellationToken cancel);

    /// <summary>Deletes entries that were read before, all in one transaction: "delete on completion". The engine calls it at the end of a run that went well. Entries that were overwritten
    /// since they were read stay.</summary>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written; none was deleted.</exception>
    ValueTask<int> DeleteReadAsync(IReadOnlyCollection<DataStoreToken> entries, CancellationToken cancel);

    /// <summary>Takes up to <paramref name="most"/> entries that are due and that nobody processes, oldest first, for a data-store sender. The commit is done when it completes, so no other node gets them.</summary>
    /// <param name="store">The data store.</param>
    /// <param name="most">From 1 to 100.</param>
    /// <param name="lockTimeout">After this time an entry that was not settled is given to others: 1 to 300 minutes, default of the sender 10.</param>
    /// <param name="cancel">Gives up; what was taken becomes due after the time-out.</param>
    /// <exception cref="Exchanges.FaultException">IA3512: an argument is out of range. IA3500: the store can't be written.</exception>
    ValueTask<IReadOnlyList<IDataStoreLease>> TakeAsync(DataStoreName store, int most, TimeSpan lockTimeout, CancellationToken cancel);

    /// <summary>All data stores that have entries, by name, for people.</summary>
    ValueTask<IReadOnlyList<DataStoreInfo>> ListAsync(CancellationToken cancel);

    /// <summary>Entries of a data store in order of their ids, for people.</summary>
    /// <param name="store">The data store.</param>
    /// <param name="after">Id of the last entry of the page before; empty for the first page.</param>
    /// <param name="most">Entries of a page, 1 to 1,000.</param>
    /// <param name="cancel">Ends the search.</param>
    ValueTask<IReadOnlyList<DataStoreEntryInfo>> ListEntriesAsync(DataStoreName store, string after, int most, CancellationToken cancel);
}

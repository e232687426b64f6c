using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Storage.DataStores;

/// <summary>A taken entry; each settlement is refused when another taking has followed this one.</summary>
internal sealed class DataStoreLease(StoreContext store, EntryRows rows, EntryRow row, DataStoreContent entry) : IDataStoreLease
{
    public DataStoreContent Entry => entry;

    public int Retries => row.Retries;

    public async ValueTask CompleteAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Held(await store.WriteAsync(connection => rows.Complete(connection, row, store.Now), cancel));
    }

    public async ValueTask FailAsync(DateTimeOffset retryAt, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Held(await store.WriteAsync(connection => EntryRows.GiveBack(connection, row, row.Retries + 1, retryAt), cancel));
    }

    public async ValueTask ReleaseAsync() => await store.WriteAsync(connection => EntryRows.GiveBack(connection, row, row.Retries, store.Now));

    private void Held(bool held)
    {
        if (!held)
        {
            throw StoreFaults.Stale($"Entry {entry.Id} of the data store");
        }
    }
}

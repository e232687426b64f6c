using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>An entry that was taken out of a data store in memory.</summary>
internal sealed class MemoryLease(MemoryDataStores stores, DataStoreName store, DataStoreContent entry, int retries) : IDataStoreLease
{
    private readonly byte[] _body = entry.Body.TryGetMemory(out var bytes) ? bytes.ToArray() : [];

    public DataStoreName Store => store;

    public DataStoreContent Entry => entry;

    public int Retries => retries;

    public ValueTask CompleteAsync(CancellationToken cancel) => default;

    public ValueTask FailAsync(DateTimeOffset retryAt, CancellationToken cancel)
    {
        stores.Retries.Enqueue(retryAt);
        stores.Return(Again(retries + 1));
        return default;
    }

    public ValueTask ReleaseAsync()
    {
        stores.Return(Again(retries));
        return default;
    }

    private MemoryLease Again(int tries) => new(stores, store, entry with { Body = Core.Messages.Payload.FromBytes(_body), Headers = entry.Headers.Copy() }, tries);
}

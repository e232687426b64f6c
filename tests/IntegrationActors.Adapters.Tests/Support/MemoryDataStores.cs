using System.Collections.Concurrent;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Data stores in memory, for the sender channel alone: entries are written and taken; one that failed is due at once.</summary>
internal sealed class MemoryDataStores : IDataStores
{
    private readonly ConcurrentDictionary<DataStoreName, ConcurrentQueue<MemoryLease>> _stores = new();
    private long _numbers;

    /// <summary>Times at which entries are to be tried again.</summary>
    public ConcurrentQueue<DateTimeOffset> Retries { get; } = new();

    public int Waiting(DataStoreName store) => Entries(store).Count;

    public ValueTask WriteAsync(DataStoreName store, DataStoreEntry entry, CancellationToken cancel)
    {
        Assert.True(entry.Body.TryGetMemory(out var bytes));
        var content = new DataStoreContent
        {
            Id = entry.Id,
            Token = new DataStoreToken(Interlocked.Increment(ref _numbers), 0),
            Body = Payload.FromBytes(bytes.ToArray()),
            Headers = entry.Headers ?? new HeaderMap(),
            Message = entry.Message,
            Written = DateTimeOffset.UnixEpoch.AddDays(20_000),
            Expires = DateTimeOffset.UnixEpoch.AddDays(20_030),
        };
        Entries(store).Enqueue(new MemoryLease(this, store, content, retries: 0));
        return default;
    }

    public ValueTask<IReadOnlyList<IDataStoreLease>> TakeAsync(DataStoreName store, int most, TimeSpan lockTimeout, CancellationToken cancel)
    {
        var taken = new List<IDataStoreLease>();
        while (taken.Count < most && Entries(store).TryDequeue(out var lease))
        {
            taken.Add(lease);
        }

        return new(taken);
    }

    public void Return(MemoryLease lease) => Entries(lease.Store).Enqueue(lease);

    public ValueTask<DataStoreContent?> GetAsync(DataStoreName store, string id, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DataStoreContent>> SelectAsync(DataStoreName store, int most, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<int> DeleteAsync(DataStoreName store, IReadOnlyCollection<string> ids, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<int> DeleteReadAsync(IReadOnlyCollection<DataStoreToken> entries, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DataStoreInfo>> ListAsync(CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DataStoreEntryInfo>> ListEntriesAsync(DataStoreName store, string after, int most, CancellationToken cancel) => throw new NotSupportedException();

    private ConcurrentQueue<MemoryLease> Entries(DataStoreName store) => _stores.GetOrAdd(store, _ => new());
}

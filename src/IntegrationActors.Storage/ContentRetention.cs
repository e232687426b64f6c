using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.IdMapping;
using IntegrationActors.Storage.Locks;

namespace IntegrationActors.Storage;

/// <summary>Deletes what has expired in the stores of flows, a few rows per transaction, so that their writes get in between.</summary>
internal sealed class ContentRetention(ContentStores stores)
{
    private const int BatchSize = 100;

    // A chunk is a quarter of a megabyte, and each of its pages is written when it is freed.
    private const int ChunkBatchSize = 16;

    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan LeftAggregationAge = TimeSpan.FromDays(30);

    /// <summary>Deletes everything that has expired; the quotas are up to date afterwards.</summary>
    /// <param name="attachmentsBefore">Attachments go with the entries of the message log.</param>
    /// <param name="cancel">Stops between two transactions.</param>
    /// <returns>How many rows.</returns>
    public async Task<int> DeleteAsync(DateTimeOffset attachmentsBefore, CancellationToken cancel)
    {
        var now = stores.Context.Now;
        var deleted = await RepeatAsync(connection => stores.DataStores.DeleteExpired(connection, now, BatchSize), BatchSize, cancel);
        deleted += await RepeatAsync(connection => stores.Variables.DeleteExpired(connection, now, BatchSize), BatchSize, cancel);
        deleted += await RepeatAsync(connection => IdMappingStore.DeleteExpired(connection, now, BatchSize), BatchSize, cancel);
        deleted += await RepeatAsync(connection => stores.IdempotentRepository.DeleteExpired(connection, now, BatchSize), BatchSize, cancel);
        deleted += await RepeatAsync(connection => MessageLockStore.DeleteExpired(connection, now, BatchSize), BatchSize, cancel);
        deleted += await RepeatAsync(connection => stores.MessageStore.DeleteExpired(connection, now, BatchSize), BatchSize, cancel);
        deleted += await RepeatAsync(connection => stores.Attachments.DeleteExpired(connection, attachmentsBefore, BatchSize), BatchSize, cancel);
        deleted += await RepeatAsync(connection => stores.AggregatorStates.DeleteLeft(connection, now - LeftAggregationAge, 1), 1, cancel);
        deleted += await RepeatAsync(connection => stores.Chunks.Sweep(connection, now - OrphanAge, ChunkBatchSize), ChunkBatchSize, cancel);
        await stores.Context.Usage.RefreshAsync(stores.Context.Database, cancel);
        return deleted;
    }

    private async Task<int> RepeatAsync(Func<StoreConnection, int> delete, int most, CancellationToken cancel)
    {
        var total = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var deleted = await stores.Context.Database.WriteAsync(delete, cancel);
            total += deleted;
            if (deleted < most)
            {
                return total;
            }
        }
    }
}

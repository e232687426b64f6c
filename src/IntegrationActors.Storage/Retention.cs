using IntegrationActors.Storage.Inputs;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage;

/// <summary>
/// Deletes what has expired from one store, a few rows per transaction, so that writes of flows get in between. Freed pages are used again by new rows; only
/// when many are free are some given back to the disk (the files have <c>auto_vacuum = INCREMENTAL</c>; a full VACUUM, which stops all writes, is never needed).
/// </summary>
internal sealed class Retention(StoreDatabase database, StorageUsage usage)
{
    public const int BatchSize = 200;

    // Captured bodies are large, and each of their pages is written when it is freed.
    private const int TraceBatchSize = 32;

    // Give back when more than a quarter of the file is empty, and more than 4 MB.
    private const int FewFreePages = 1024;
    private const int VacuumPages = 256;
    private const int PlansKept = 10;

    private readonly ExpiredRows _expired = new(usage);

    public async Task<int> DeleteMessagesAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await database.FlushAsync();
        return await RepeatAsync(connection => _expired.DeleteMessages(connection, before, BatchSize), BatchSize, cancel);
    }

    public async Task<int> DeleteInputsAsync(DateTimeOffset before, CancellationToken cancel) =>
        await RepeatAsync(connection => ExpiredInputs.Delete(connection, before, TraceBatchSize), TraceBatchSize, cancel);

    public async Task<int> DeleteTracesAsync(DateTimeOffset before, CancellationToken cancel) =>
        await RepeatAsync(connection => _expired.DeleteTraces(connection, before, TraceBatchSize), TraceBatchSize, cancel);

    /// <summary>Deletes the oldest captured content until the budget has room for new.</summary>
    public async Task<int> TrimTracesAsync(CancellationToken cancel)
    {
        var total = 0;
        while (usage.TracesToDelete > 0)
        {
            cancel.ThrowIfCancellationRequested();
            var deleted = await database.WriteAsync(connection => _expired.DeleteOldestTraces(connection, TraceBatchSize), cancel);
            if (deleted == 0)
            {
                break;
            }

            total += deleted;
        }

        return total;
    }

    /// <summary>
    /// Deletes plans of flow versions that no message refers to any more, but never the newest ones. Versions follow each other in time, so those well before the version of
    /// the oldest message have none: one look into an index for each flow, however many messages there are.
    /// </summary>
    public Task<int> DeletePlansAsync(CancellationToken cancel) => RepeatAsync(DeletePlans, BatchSize, cancel);

    public async Task GiveBackSpaceAsync(CancellationToken cancel)
    {
        while (await database.WriteAsync(GiveBack, cancel))
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    // The oldest message of a flow is the first one behind (flow, nothing). Asked for by the flow alone, PostgreSQL may look for it in all messages by age, which is long when the flow is new.
    private static int DeletePlans(StoreConnection connection)
    {
        using var delete = connection.Prepare("""
            DELETE FROM flow_plan WHERE (flow, version) IN (
              SELECT p.flow, p.version FROM flow_plan p
              JOIN (SELECT n.flow AS name, max(n.version) AS newest,
                (SELECT CASE WHEN m.flow = f.id THEN m.version END FROM message m WHERE (m.flow, m.id) >= (f.id, ?3) ORDER BY m.flow, m.id LIMIT 1) AS oldest
                FROM flow_plan n LEFT JOIN flow f ON f.name = n.flow GROUP BY n.flow, f.id) kept ON kept.name = p.flow
              WHERE p.version <= CASE WHEN kept.oldest < kept.newest THEN kept.oldest ELSE kept.newest END - ?1
              LIMIT ?2)
            """);
        return delete.Bind(1, PlansKept).Bind(2, BatchSize).Bind(3, ReadOnlySpan<byte>.Empty).Run();
    }

    // PostgreSQL does so by itself (autovacuum).
    private static bool GiveBack(StoreConnection connection)
    {
        if (connection.Dialect != SqlDialect.Sqlite)
        {
            return false;
        }

        var free = connection.Number("PRAGMA freelist_count");
        if (free < FewFreePages || free < connection.Number("PRAGMA page_count") / 4)
        {
            return false;
        }

        connection.Run($"PRAGMA incremental_vacuum({VacuumPages})");
        return true;
    }

    private async Task<int> RepeatAsync(Func<StoreConnection, int> delete, int most, CancellationToken cancel)
    {
        var total = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var deleted = await database.WriteAsync(delete, cancel);
            total += deleted;
            if (deleted < most)
            {
                return total;
            }
        }
    }
}

using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage;

/// <summary>
/// Deletes what has expired from one store, a few rows per transaction, so that writes of flows get in between. Freed pages are used again by new rows; only
/// when many are free are some given back to the disk (the files have <c>auto_vacuum = INCREMENTAL</c>; a full VACUUM, which stops all writes, is never needed).
/// </summary>
internal sealed class Retention(StoreDatabase database)
{
    public const int BatchSize = 200;

    // Give back when more than a quarter of the file is empty, and more than 4 MB.
    private const int FewFreePages = 1024;
    private const int VacuumPages = 256;
    private const int PlansKept = 10;

    public async Task<int> DeleteMessagesAsync(DateTimeOffset before, CancellationToken cancel) =>
        await RepeatAsync(connection => ExpiredRows.DeleteMessages(connection, before, BatchSize), cancel);

    public async Task<int> DeleteTracesAsync(DateTimeOffset before, CancellationToken cancel) =>
        await RepeatAsync(connection => ExpiredRows.DeleteTraces(connection, before, BatchSize), cancel);

    /// <summary>Deletes plans of flow versions that no message refers to any more, but never the newest ones.</summary>
    public Task<int> DeletePlansAsync() => database.WriteAsync(connection =>
    {
        using var delete = connection.Prepare("""
            DELETE FROM flow_plan WHERE version <= (SELECT max(version) FROM flow_plan newest WHERE newest.flow = flow_plan.flow) - ?1
              AND NOT EXISTS (SELECT 1 FROM message m JOIN flow f ON f.id = m.flow WHERE f.name = flow_plan.flow AND m.version = flow_plan.version)
            """);
        return delete.Bind(1, PlansKept).Run();
    });

    public async Task GiveBackSpaceAsync(CancellationToken cancel)
    {
        while (await database.WriteAsync(GiveBack))
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    private static bool GiveBack(StoreConnection connection)
    {
        var free = connection.Number("PRAGMA freelist_count");
        if (free < FewFreePages || free < connection.Number("PRAGMA page_count") / 4)
        {
            return false;
        }

        connection.Run($"PRAGMA incremental_vacuum({VacuumPages})");
        return true;
    }

    private async Task<int> RepeatAsync(Func<StoreConnection, int> delete, CancellationToken cancel)
    {
        var total = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var deleted = await database.WriteAsync(delete);
            total += deleted;
            if (deleted < BatchSize)
            {
                return total;
            }
        }
    }
}

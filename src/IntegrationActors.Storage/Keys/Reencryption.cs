using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Keys;

/// <summary>
/// Walks through all encrypted records of a store and writes those of an old key anew. Looks for them beside the writer, and writes a few per transaction, so that flows get in between.
/// It remembers nothing: after a crash the next walk passes over what is done.
/// </summary>
internal sealed class Reencryption(string tenant, StoreDatabase database, ISecretProtector protector, IReadOnlyList<EncryptedTable> tables)
{
    private const int PageSize = 1000;
    private const int BatchSize = 32;
    private const long BatchBytes = 1024 * 1024;

    /// <summary>One walk.</summary>
    /// <returns>How many records were written anew, and how many could not be opened.</returns>
    public async Task<(int Rewritten, int Unreadable)> RunAsync(CancellationToken cancel)
    {
        var (rewritten, unreadable) = (0, 0);
        foreach (var table in tables)
        {
            IReadOnlyList<EncryptedRow> page = [];
            do
            {
                var after = page.Count == 0 ? null : page[^1].Key;
                page = await database.ReadAsync(connection => table.Page(connection, after, PageSize), cancel);
                foreach (var batch in Batches(page.Where(row => !protector.IsCurrent(row.Prefix))))
                {
                    cancel.ThrowIfCancellationRequested();
                    var results = await database.WriteAsync(connection => Rewrite(connection, table, batch), cancel);
                    rewritten += results.Count(result => result == Rewritten.Done);
                    unreadable += results.Count(result => result == Rewritten.Unreadable);
                }
            }
            while (page.Count == PageSize);
        }

        return (rewritten, unreadable);
    }

    private Rewritten[] Rewrite(StoreConnection connection, EncryptedTable table, List<EncryptedRow> batch) =>
        [.. batch.Select(row => table.Rewrite(connection, row.Key, tenant, protector))];

    private static IEnumerable<List<EncryptedRow>> Batches(IEnumerable<EncryptedRow> rows)
    {
        var batch = new List<EncryptedRow>(BatchSize);
        var bytes = 0L;
        foreach (var row in rows)
        {
            batch.Add(row);
            bytes += row.Length;
            if (batch.Count == BatchSize || bytes >= BatchBytes)
            {
                yield return batch;
                (batch, bytes) = (new(BatchSize), 0);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}

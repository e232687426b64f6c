using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.DataStores;

/// <summary>Data stores in their table.</summary>
internal sealed class DataStoreStore : IDataStores
{
    private const int MostTaken = 100;
    private const int MostListed = 1000;

    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(300);

    private readonly StoreContext _store;
    private readonly MessageParts _parts;
    private readonly EntryRows _rows;
    private readonly EachWrite<EntryRows.Write, bool> _put;

    public DataStoreStore(StoreContext store, MessageParts parts)
    {
        (_store, _parts) = (store, parts);
        _rows = new EntryRows(parts);
        _put = new EachWrite<EntryRows.Write, bool>(_rows.Put);
    }

    public async ValueTask WriteAsync(DataStoreName store, DataStoreEntry entry, CancellationToken cancel)
    {
        Check(store, entry);

        // Looked at before the body is read, which may be large and can be read only once; the transaction looks again.
        if (!entry.Overwrite && await FindAsync(store, entry.Id, cancel) is not null)
        {
            throw Duplicate(store, entry.Id);
        }

        var message = new Message { Headers = Kept(entry.Headers), Body = entry.Body };
        var content = await _parts.PrepareAsync(StorageKind.Contents, _store.NewId(), message, [], cancel);
        if (!await _store.WriteAsync(_put, new EntryRows.Write(store, entry, content, _store.Now), cancel))
        {
            throw Duplicate(store, entry.Id);
        }
    }

    public async ValueTask<DataStoreContent?> GetAsync(DataStoreName store, string id, CancellationToken cancel)
    {
        // An entry that is overwritten while it is read has a new content then, under another owner.
        MessageId? gone = null;
        while (await FindAsync(store, id, cancel) is { } row && row.Owner != gone)
        {
            if (await OpenAsync(row, cancel) is { } content)
            {
                return content;
            }

            gone = row.Owner;
        }

        return null;
    }

    public async ValueTask<IReadOnlyList<DataStoreContent>> SelectAsync(DataStoreName store, int most, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var contents = new List<DataStoreContent>();
        foreach (var row in await _store.ReadAsync(connection => EntryRows.Select(connection, store, most, _store.Now), cancel))
        {
            if (await OpenAsync(row, cancel) is { } content)
            {
                contents.Add(content);
            }
        }

        return contents;
    }

    public async ValueTask<int> DeleteAsync(DataStoreName store, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await _store.WriteAsync(connection => ids.Count(id => _rows.Delete(connection, store, id)), cancel);
    }

    public async ValueTask<int> DeleteReadAsync(IReadOnlyCollection<DataStoreToken> entries, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await _store.WriteAsync(connection => entries.Count(token => _rows.Delete(connection, token)), cancel);
    }

    public async ValueTask<IReadOnlyList<IDataStoreLease>> TakeAsync(DataStoreName store, int most, TimeSpan lockTimeout, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (most is < 1 or > MostTaken)
        {
            throw StoreFaults.Invalid($"{most} entries of a data store were to be taken at once; the range is 1 to {MostTaken}.");
        }

        StoreNames.Check("The lock time-out of a data-store sender", lockTimeout, LongestLock);
        var now = _store.Now;
        var taking = _store.WriteAsync(connection => EntryRows.Take(connection, store, most, (now, now + lockTimeout)), CancellationToken.None);
        var rows = await StoreContext.TakeAsync(taking, GiveBackAsync, cancel);
        var leases = new List<IDataStoreLease>(rows.Count);
        try
        {
            foreach (var row in rows)
            {
                await OpenAsync(row, leases, cancel);
            }

            return leases;
        }
        catch
        {
            // One that can't be opened stays locked, so that it does not keep the others from being processed.
            await GiveBackAsync(leases);
            throw;
        }
    }

    public async ValueTask<IReadOnlyList<DataStoreInfo>> ListAsync(CancellationToken cancel) => await _store.ReadAsync(
        connection =>
        {
            var list = new List<DataStoreInfo>();
            using var find = connection.Prepare("""
                SELECT store, flow, count(*), count(CASE WHEN overdue <= ?1 THEN 1 END) FROM data_store_entry WHERE expires > ?1 GROUP BY store, flow ORDER BY store, flow
                """);
            find.Bind(1, StoreTime.Write(_store.Now));
            while (find.Step())
            {
                list.Add(new DataStoreInfo(new DataStoreName(find.Text(0), find.Scope(1)), find.Int64(2), find.Int64(3)));
            }

            return list;
        },
        cancel);

    public async ValueTask<IReadOnlyList<DataStoreEntryInfo>> ListEntriesAsync(DataStoreName store, string after, int most, CancellationToken cancel) => await _store.ReadAsync(
        connection =>
        {
            var list = new List<DataStoreEntryInfo>();
            var now = _store.Now;
            using var find = connection.Prepare("""
                SELECT id, message, written, overdue, expires, retries, taken, due FROM data_store_entry
                WHERE store = ?1 AND flow = ?2 AND id > ?3 AND expires > ?4 ORDER BY id LIMIT ?5
                """);
            EntryRows.Bind(find, store).Bind(3, after).Bind(4, StoreTime.Write(now)).Bind(5, Math.Clamp(most, 1, MostListed));
            while (find.Step())
            {
                list.Add(new DataStoreEntryInfo(
                    find.Text(0), find.IdOrNull(1), find.Time(2), find.Time(3), find.Time(4), find.Int32(5), find.Int32(6) == 1 && find.Time(7) > now, find.Time(7)));
            }

            return list;
        },
        cancel);

    /// <summary>Deletes some that expired before <paramref name="now"/>.</summary>
    public int DeleteExpired(StoreConnection connection, DateTimeOffset now, int most) => _rows.DeleteExpired(connection, now, most);

    private async ValueTask<EntryRow?> FindAsync(DataStoreName store, string id, CancellationToken cancel)
    {
        var row = await _store.ReadAsync(connection => EntryRows.Find(connection, store, id), cancel);
        return row is not null && row.Expires > _store.Now ? row : null;
    }

    private async ValueTask<DataStoreContent?> OpenAsync(EntryRow row, CancellationToken cancel) => await _parts.OpenAsync(row.Owner, cancel) is { } opened
        ? new DataStoreContent
        {
            Id = row.Id,
            Token = row.Token,
            Body = opened.Message.Body,
            Headers = opened.Message.Headers,
            Message = row.Message,
            Written = row.Written,
            Expires = row.Expires,
        }
        : null;

    private async ValueTask OpenAsync(EntryRow row, List<IDataStoreLease> leases, CancellationToken cancel)
    {
        if (await OpenAsync(row, cancel) is { } content)
        {
            leases.Add(new DataStoreLease(_store, _rows, row, content));
        }
        else
        {
            // Overwritten in this moment: it comes again with its new content.
            await GiveBackAsync([row]);
        }
    }

    private async ValueTask GiveBackAsync(List<EntryRow> rows) =>
        await _store.WriteAsync(connection => rows.Count(row => EntryRows.GiveBack(connection, row, row.Retries, _store.Now)), CancellationToken.None);

    private static async ValueTask GiveBackAsync(List<IDataStoreLease> leases)
    {
        foreach (var lease in leases)
        {
            await lease.Entry.Body.DisposeAsync();
            await lease.ReleaseAsync();
        }
    }

    private static HeaderMap Kept(HeaderMap? headers)
    {
        var kept = new HeaderMap();
        foreach (var (name, value) in headers is null ? default : headers.AsSpan())
        {
            if (!name.StartsWith("Camel", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("SAP_", StringComparison.OrdinalIgnoreCase))
            {
                kept.Set(name, value);
            }
        }

        return kept;
    }

    private static void Check(DataStoreName store, DataStoreEntry entry)
    {
        StoreNames.Check("The name of a data store", store.Name, DataStoreName.LongestName);
        StoreNames.Check("The id of an entry", entry.Id, DataStoreEntry.LongestId);
        StoreNames.Check("The time after which an entry expires", entry.ExpiresAfter, DataStoreEntry.LongestExpiry);
        StoreNames.Check("The time after which an entry is overdue", entry.OverdueAfter, entry.ExpiresAfter);
        if (store.Name.Any(char.IsWhiteSpace))
        {
            throw StoreFaults.Invalid($"The name of the data store '{store.Name}' has a blank.", "Use letters, digits, '_', '-' or '.'.");
        }
    }

    private static FaultException Duplicate(DataStoreName store, string id) => new(
        "IA3511", $"Data store {store} has an entry {id} already, and it may not be overwritten.", "Set overwrite, use another id, or delete the entry.");
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.DataStores;

/// <summary>What a data store does within one transaction. The contents of entries go and come with their rows.</summary>
internal sealed class EntryRows(MessageParts parts)
{
    private const string Fresh = """
        INSERT INTO data_store_entry (store, flow, id, owner, revision, message, written, overdue, expires, lease, taken, retries, due)
        VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, 0, 0, 0, ?6)
        ON CONFLICT (store, flow, id) DO NOTHING RETURNING number
        """;

    // The lease stays: whoever processes the old content learns at its end that there is a new one. An expired entry is none, so it starts anew.
    private const string Replace = """
        UPDATE data_store_entry SET owner = ?4, revision = revision + 1, message = ?5, written = ?6, overdue = ?7, expires = ?8,
          retries = CASE WHEN taken = 1 THEN retries ELSE 0 END, due = CASE WHEN taken = 1 THEN due ELSE ?6 END
        WHERE store = ?1 AND flow = ?2 AND id = ?3
        """;

    // The outer condition is checked again by a database that had to wait for another node's taking of the same row.
    private const string TakeDue = $"""
        UPDATE data_store_entry SET lease = lease + 1, retries = retries + taken, taken = 1, due = ?4
        WHERE due <= ?3 AND number IN (SELECT number FROM data_store_entry WHERE store = ?1 AND flow = ?2 AND due <= ?3 AND expires > ?3 ORDER BY due LIMIT ?5)
        RETURNING {EntryRow.Columns}
        """;

    /// <summary>An entry to write, with its content made ready.</summary>
    internal sealed record Write(DataStoreName Store, DataStoreEntry Entry, StoredMessage Content, DateTimeOffset Now);

    /// <summary>Writes an entry with its content.</summary>
    /// <returns>False when there is one that may not be overwritten; the content was given up then.</returns>
    public bool Put(StoreConnection connection, Write write)
    {
        if (Find(connection, write.Store, write.Entry.Id) is not { } existing)
        {
            return Insert(connection, write);
        }

        if (!write.Entry.Overwrite && existing.Expires > write.Now)
        {
            parts.Abandon(connection, write.Content);
            return false;
        }

        parts.Delete(connection, StorageKind.Contents, existing.Owner);
        using var replace = connection.Prepare(Replace);
        Bind(replace, write).Run();
        parts.Insert(connection, StorageKind.Contents, write.Content);
        return true;
    }

    /// <summary>Deletes an entry if it is still in the state in which it was read.</summary>
    public bool Delete(StoreConnection connection, DataStoreToken token)
    {
        using var delete = connection.Prepare("DELETE FROM data_store_entry WHERE number = ?1 AND revision = ?2 RETURNING owner");
        return DeleteContents(connection, delete.Bind(1, token.Number).Bind(2, token.Revision)) == 1;
    }

    public bool Delete(StoreConnection connection, DataStoreName store, string id)
    {
        using var delete = connection.Prepare("DELETE FROM data_store_entry WHERE store = ?1 AND flow = ?2 AND id = ?3 RETURNING owner");
        return DeleteContents(connection, Bind(delete, store).Bind(3, id)) == 1;
    }

    /// <summary>Deletes some that expired before <paramref name="now"/>, those that are being processed among them: they were told when they expire.</summary>
    public int DeleteExpired(StoreConnection connection, DateTimeOffset now, int most)
    {
        using var delete = connection.Prepare(
            "DELETE FROM data_store_entry WHERE number IN (SELECT number FROM data_store_entry WHERE expires <= ?1 ORDER BY expires LIMIT ?2) RETURNING owner");
        return DeleteContents(connection, delete.Bind(1, StoreTime.Write(now)).Bind(2, most));
    }

    public static List<EntryRow> Take(StoreConnection connection, DataStoreName store, int most, (DateTimeOffset Now, DateTimeOffset LockEnds) times)
    {
        var taken = new List<EntryRow>(most);
        using var take = connection.Prepare(TakeDue);
        Bind(take, store).Bind(3, StoreTime.Write(times.Now)).Bind(4, StoreTime.Write(times.LockEnds)).Bind(5, most);
        while (take.Step())
        {
            taken.Add(EntryRow.Read(take));
        }

        taken.Sort((a, b) => (a.Written, a.Token.Number).CompareTo((b.Written, b.Token.Number)));
        return taken;
    }

    /// <summary>Settles a lease with success: the entry goes, or, when it was overwritten meanwhile, waits to be processed anew.</summary>
    /// <returns>False when the lease is void.</returns>
    public bool Complete(StoreConnection connection, EntryRow entry, DateTimeOffset now)
    {
        using (var delete = connection.Prepare("DELETE FROM data_store_entry WHERE number = ?1 AND lease = ?2 AND taken = 1 AND revision = ?3 RETURNING owner"))
        {
            if (DeleteContents(connection, delete.Bind(1, entry.Token.Number).Bind(2, entry.Lease).Bind(3, entry.Token.Revision)) == 1)
            {
                return true;
            }
        }

        using var release = connection.Prepare("UPDATE data_store_entry SET taken = 0, retries = 0, due = ?3 WHERE number = ?1 AND lease = ?2 AND taken = 1");
        return release.Bind(1, entry.Token.Number).Bind(2, entry.Lease).Bind(3, StoreTime.Write(now)).Run() == 1;
    }

    /// <summary>Gives a taken entry back.</summary>
    /// <returns>False when the lease is void.</returns>
    public static bool GiveBack(StoreConnection connection, EntryRow entry, int retries, DateTimeOffset due)
    {
        using var release = connection.Prepare("UPDATE data_store_entry SET taken = 0, retries = ?3, due = ?4 WHERE number = ?1 AND lease = ?2 AND taken = 1");
        return release.Bind(1, entry.Token.Number).Bind(2, entry.Lease).Bind(3, retries).Bind(4, StoreTime.Write(due)).Run() == 1;
    }

    public static EntryRow? Find(StoreConnection connection, DataStoreName store, string id)
    {
        using var find = connection.Prepare($"SELECT {EntryRow.Columns} FROM data_store_entry WHERE store = ?1 AND flow = ?2 AND id = ?3");
        return Bind(find, store).Bind(3, id).Step() ? EntryRow.Read(find) : null;
    }

    public static List<EntryRow> Select(StoreConnection connection, DataStoreName store, int most, DateTimeOffset now)
    {
        var rows = new List<EntryRow>();
        using var find = connection.Prepare($"SELECT {EntryRow.Columns} FROM data_store_entry WHERE store = ?1 AND flow = ?2 AND expires > ?3 ORDER BY number LIMIT ?4");
        Bind(find, store).Bind(3, StoreTime.Write(now)).Bind(4, most);
        while (find.Step())
        {
            rows.Add(EntryRow.Read(find));
        }

        return rows;
    }

    public static Statement Bind(Statement statement, DataStoreName store) => statement.Bind(1, store.Name).Bind(2, store.Scope.Flow);

    private static Statement Bind(Statement statement, Write write) => Bind(statement, write.Store).Bind(3, write.Entry.Id).Bind(4, write.Content.Owner).Bind(5, write.Entry.Message)
        .Bind(6, StoreTime.Write(write.Now)).Bind(7, StoreTime.Write(write.Now + write.Entry.OverdueAfter)).Bind(8, StoreTime.Write(write.Now + write.Entry.ExpiresAfter));

    // Another node may have inserted the same id since it was looked for.
    private bool Insert(StoreConnection connection, Write write)
    {
        using (var insert = connection.Prepare(Fresh))
        {
            if (Bind(insert, write).Step())
            {
                parts.Insert(connection, StorageKind.Contents, write.Content);
                return true;
            }
        }

        return Put(connection, write);
    }

    private int DeleteContents(StoreConnection connection, Statement delete)
    {
        var owners = new List<MessageId>();
        while (delete.Step())
        {
            owners.Add(delete.Id(0));
        }

        foreach (var owner in owners)
        {
            parts.Delete(connection, StorageKind.Contents, owner);
        }

        return owners.Count;
    }
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Queues;

/// <summary>Deletes messages with all that belongs to them.</summary>
internal sealed class QueueDeletion(StoreContext context, MessageParts parts)
{
    // SQLite gives the number of its last row, when that is gone, to the next one: the id tells whose it is.
    private const string Owned = "DELETE FROM queue_message WHERE number = ?1 AND owner = ?2 AND taken = ?3 AND id = ?4";
    private const string Free = "DELETE FROM queue_message WHERE number = ?1 AND owner IS NULL RETURNING id, parts, stored";

    // Whatever the statistics say, rows are looked for by their numbers alone: those of a table that was empty when it was last looked at make every index seem equally short, and that of the owners
    // has all dead rows of this node. What nobody can turn into a join ("IS TRUE") is a hash table of the settlements.
    internal const string ManyOwned = """
        DELETE FROM queue_message
        WHERE number = ANY (?1::bigint[]) AND ((number, owner, taken) IN (SELECT * FROM unnest(?1::bigint[], ?2::bigint[], ?3::bigint[]))) IS TRUE
        RETURNING number, owner, taken
        """;

    /// <summary>Deletes a message that nobody has.</summary>
    /// <returns>False when somebody has it, or it is gone.</returns>
    public bool DeleteFree(StoreConnection connection, long number)
    {
        using var delete = connection.Prepare(Free);
        if (!delete.Bind(1, number).Step())
        {
            return false;
        }

        var (id, hasParts, stored) = (MessageId.Read(delete.Blob(0)), delete.Int64(1) != 0, delete.Int64(2));
        delete.Dispose();
        if (hasParts)
        {
            parts.Delete(connection, StorageKind.Contents, id);
        }

        context.Usage.Adjust(connection, StorageKind.Contents, -stored);
        return true;
    }

    /// <summary>Deletes messages that belong to those who settle them. The result is whether one had its message: several may settle one message at once, of whom one has it.</summary>
    public void DeleteOwned(StoreConnection connection, IReadOnlyList<BulkItem<QueueSettlement, bool>> settlements)
    {
        if (connection.Dialect == SqlDialect.Postgres)
        {
            DeleteMany(connection, settlements);
        }
        else
        {
            DeleteEach(connection, settlements);
        }

        var stored = 0L;
        foreach (var settled in settlements.Where(settlement => settlement.Result))
        {
            stored += settled.Item.Stored;
            if (settled.Item.HasParts)
            {
                parts.Delete(connection, StorageKind.Contents, settled.Item.Id);
            }
        }

        context.Usage.Adjust(connection, StorageKind.Contents, -stored);
    }

    private static void DeleteEach(StoreConnection connection, IReadOnlyList<BulkItem<QueueSettlement, bool>> settlements)
    {
        using var delete = connection.Prepare(Owned);
        foreach (var settlement in settlements)
        {
            settlement.Result = delete.Bind(1, settlement.Item.Number).Bind(2, settlement.Item.Owner).Bind(3, settlement.Item.Taken).Bind(4, settlement.Item.Id).Run() == 1;
        }
    }

    private static void DeleteMany(StoreConnection connection, IReadOnlyList<BulkItem<QueueSettlement, bool>> settlements)
    {
        using var delete = connection.Prepare(ManyOwned);
        delete.BindArray(1, [.. settlements.Select(s => s.Item.Number)]).BindArray(2, [.. settlements.Select(s => s.Item.Owner)]).BindArray(3, [.. settlements.Select(s => s.Item.Taken)]);
        var deleted = new HashSet<(long Number, long Owner, long Taken)>();
        while (delete.Step())
        {
            deleted.Add((delete.Int64(0), delete.Int64(1), delete.Int64(2)));
        }

        foreach (var settlement in settlements)
        {
            settlement.Result = deleted.Remove((settlement.Item.Number, settlement.Item.Owner, settlement.Item.Taken));
        }
    }
}

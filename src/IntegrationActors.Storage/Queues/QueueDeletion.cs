using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Queues;

/// <summary>Deletes messages with all that belongs to them.</summary>
internal sealed class QueueDeletion(StoreContext context, MessageParts parts)
{
    private const string Columns = "queue_message.number, queue_message.id, queue_message.parts, queue_message.stored, coalesce(queue_message.owner, 0), queue_message.taken";
    private const string Owned = $"DELETE FROM queue_message WHERE number = ?1 AND owner = ?2 AND taken = ?3 RETURNING {Columns}";
    private const string Free = $"DELETE FROM queue_message WHERE number = ?1 AND owner IS NULL RETURNING {Columns}";

    private const string ManyOwned = $"""
        DELETE FROM queue_message USING unnest(?1::bigint[], ?2::bigint[], ?3::bigint[]) AS settled (number, owner, taken)
        WHERE queue_message.number = settled.number AND queue_message.owner = settled.owner AND queue_message.taken = settled.taken
        RETURNING {Columns}
        """;

    /// <summary>Deletes a message that nobody has.</summary>
    /// <returns>False when somebody has it, or it is gone.</returns>
    public bool DeleteFree(StoreConnection connection, long number)
    {
        using var delete = connection.Prepare(Free);
        return Finish(connection, delete.Bind(1, number)).Count == 1;
    }

    /// <summary>Deletes messages that belong to those who settle them.</summary>
    /// <returns>Which takings had their message: several may settle one message at once, of whom one has it.</returns>
    public HashSet<(long Number, long Owner, long Taken)> DeleteOwned(StoreConnection connection, IReadOnlyList<QueueSettlement> settlements)
    {
        if (connection.Dialect == SqlDialect.Postgres)
        {
            using var many = connection.Prepare(ManyOwned);
            return Finish(connection, many.BindArray(1, [.. settlements.Select(s => s.Number)]).BindArray(2, [.. settlements.Select(s => s.Owner)])
                .BindArray(3, [.. settlements.Select(s => s.Taken)]));
        }

        var deleted = new HashSet<(long, long, long)>(settlements.Count);
        foreach (var settlement in settlements)
        {
            using var one = connection.Prepare(Owned);
            deleted.UnionWith(Finish(connection, one.Bind(1, settlement.Number).Bind(2, settlement.Owner).Bind(3, settlement.Taken)));
        }

        return deleted;
    }

    private HashSet<(long Number, long Owner, long Taken)> Finish(StoreConnection connection, Statement delete)
    {
        var (deleted, withParts, stored) = (new HashSet<(long, long, long)>(), new List<MessageId>(), 0L);
        while (delete.Step())
        {
            deleted.Add((delete.Int64(0), delete.Int64(4), delete.Int64(5)));
            stored += delete.Int64(3);
            if (delete.Int64(2) != 0)
            {
                withParts.Add(MessageId.Read(delete.Blob(1)));
            }
        }

        delete.Dispose();
        foreach (var id in withParts)
        {
            parts.Delete(connection, StorageKind.Contents, id);
        }

        context.Usage.Adjust(connection, StorageKind.Contents, -stored);
        return deleted;
    }
}

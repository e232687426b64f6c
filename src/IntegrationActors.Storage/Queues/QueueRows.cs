using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>The table of queues.</summary>
internal static class QueueRows
{
    private static readonly string DeleteEmpty =
        $"DELETE FROM queue WHERE name = ?1{string.Concat(QueueParts.All.Select(part => $" AND NOT EXISTS (SELECT 1 FROM queue_message WHERE queue_message.queue = queue.id AND {part})"))}";

    public static (long Id, QueueAccess Access)? Find(StoreConnection connection, string name)
    {
        using var find = connection.Prepare("SELECT id, access FROM queue WHERE name = ?1");
        return find.Bind(1, name).Step() ? (find.Int64(0), (QueueAccess)find.Int32(1)) : null;
    }

    /// <summary>A condition of rows on PostgreSQL: their queue exists, and stays until the transaction ends. It is looked at once for a statement.</summary>
    /// <param name="column">The queue of a row.</param>
    /// <param name="ids">The array of the queues of all rows.</param>
    public static string IsKnown(string column, string ids) => $"{column} = ANY (ARRAY(SELECT id FROM queue WHERE id = ANY ({ids}::bigint[]) ORDER BY id FOR KEY SHARE))";

    /// <summary>Whether the queue exists; it stays until the transaction ends.</summary>
    public static bool Exists(StoreConnection connection, long id)
    {
        using var find = connection.Prepare("SELECT 1 FROM queue WHERE id = ?1 /* keep */");
        return find.Bind(1, id).Step();
    }

    /// <summary>Deletes an empty queue. The first statement waits for those who are putting messages in, the second sees them.</summary>
    /// <returns>False when it has messages.</returns>
    public static bool Delete(StoreConnection connection, string name)
    {
        using (var find = connection.Prepare("SELECT 1 FROM queue WHERE name = ?1 /* lock */"))
        {
            if (!find.Bind(1, name).Step())
            {
                return true;
            }
        }

        using var delete = connection.Prepare(DeleteEmpty);
        return delete.Bind(1, name).Run() == 1;
    }

    /// <summary>Makes the queue if it is missing.</summary>
    /// <exception cref="Core.Exchanges.FaultException">There are as many queues as there may be.</exception>
    public static (long Id, QueueAccess Access) Declare(StoreConnection connection, QueueDeclaration queue, int most, DateTimeOffset now)
    {
        if (Find(connection, queue.Name) is { } known)
        {
            return known;
        }

        if (connection.Number("SELECT count(*) FROM queue") >= most)
        {
            throw QueueFaults.TooManyQueues(queue.Name, most);
        }

        using (var insert = connection.Prepare("INSERT INTO queue (name, access, created, paused) VALUES (?1, ?2, ?3, 0) ON CONFLICT (name) DO NOTHING"))
        {
            insert.Bind(1, queue.Name).Bind(2, (int)queue.Access).Bind(3, StoreTime.Write(now)).Run();
        }

        return Find(connection, queue.Name)!.Value;
    }
}

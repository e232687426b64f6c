using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>The table of queues.</summary>
internal static class QueueRows
{
    public static (long Id, QueueAccess Access)? Find(StoreConnection connection, string name)
    {
        using var find = connection.Prepare("SELECT id, access FROM queue WHERE name = ?1");
        return find.Bind(1, name).Step() ? (find.Int64(0), (QueueAccess)find.Int32(1)) : null;
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

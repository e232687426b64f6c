using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>
/// Incarnations of nodes that work on a store, in <c>store_owner</c>. What a message is taken by has a number that never comes again, so what a dead or lost
/// incarnation does too late changes nothing.
/// </summary>
internal static class StoreOwners
{
    // Numbers between those that are known. The entries of the index that the known ones leave behind are not looked at: on PostgreSQL a node under load has many thousands of them.
    private const string Gaps = "SELECT id, lead(id, 1, 9223372036854775807) OVER (ORDER BY id) AS next FROM (SELECT 0 AS id UNION ALL SELECT id FROM store_owner) AS known";

    private const string ReleaseOfUnknown =
        $"UPDATE queue_message SET owner = NULL WHERE number IN (SELECT number FROM ({Gaps}) AS gap JOIN queue_message ON owner > gap.id AND owner < gap.next)";

    /// <summary>Notes a new incarnation; those of the same node before it are dead.</summary>
    public static long Register(StoreConnection connection, string node, DateTimeOffset aliveUntil)
    {
        Reclaim(connection, "node = ?1", statement => statement.Bind(1, node));
        ReleaseOrphans(connection);
        using var insert = connection.Prepare("INSERT INTO store_owner (node, alive_until) VALUES (?1, ?2) RETURNING id");
        insert.Bind(1, node).Bind(2, StoreTime.Write(aliveUntil)).Step();
        return insert.Int64(0);
    }

    /// <summary>Says that the incarnation is alive, and takes from others what they have not been heard of for.</summary>
    /// <returns>False when this one was given up by others: all it has is theirs.</returns>
    public static bool Renew(StoreConnection connection, long owner, DateTimeOffset now, DateTimeOffset aliveUntil)
    {
        using (var update = connection.Prepare("UPDATE store_owner SET alive_until = ?2 WHERE id = ?1"))
        {
            if (update.Bind(1, owner).Bind(2, StoreTime.Write(aliveUntil)).Run() == 0)
            {
                return false;
            }
        }

        Reclaim(connection, "alive_until < ?1", statement => statement.Bind(1, StoreTime.Write(now)));
        ReleaseOrphans(connection);
        return true;
    }

    /// <summary>Whether nobody has given up the incarnation.</summary>
    public static bool IsKnown(StoreConnection connection, long owner)
    {
        using var find = connection.Prepare("SELECT 1 FROM store_owner WHERE id = ?1");
        return find.Bind(1, owner).Step();
    }

    /// <summary>Gives everything back in order: nothing is held against a message.</summary>
    public static bool Leave(StoreConnection connection, long owner)
    {
        Release(connection, owner);
        return true;
    }

    /// <summary>Takes back what incarnations of this node had that died; for a store that is being opened.</summary>
    public static void Bury(StoreConnection connection, string node) => Reclaim(connection, "node = ?1", statement => statement.Bind(1, node));

    // A message that is being processed while its node dies may be the reason. Of an exclusive queue that is only the first one.
    private static void Reclaim(StoreConnection connection, string which, Func<Statement, Statement> bind)
    {
        foreach (var owner in Find(connection, which, bind))
        {
            Run(connection, """
                UPDATE queue_message SET crashes = crashes + 1 WHERE owner = ?1 AND (
                  (SELECT access FROM queue WHERE queue.id = queue_message.queue) = 0
                  OR number = (SELECT min(first.number) FROM queue_message first WHERE first.owner = ?1 AND first.queue = queue_message.queue))
                """, owner);
            Release(connection, owner);
        }
    }

    // What a node put in for itself before it knew that it had been given up.
    private static void ReleaseOrphans(StoreConnection connection)
    {
        connection.Run(ReleaseOfUnknown);
        connection.Run("UPDATE queue SET owner = NULL WHERE owner IS NOT NULL AND owner NOT IN (SELECT id FROM store_owner)");
    }

    private static void Release(StoreConnection connection, long owner)
    {
        Run(connection, "UPDATE queue_message SET owner = NULL WHERE owner = ?1", owner);
        Run(connection, "UPDATE queue SET owner = NULL WHERE owner = ?1", owner);
        Run(connection, "DELETE FROM store_owner WHERE id = ?1", owner);
    }

    private static List<long> Find(StoreConnection connection, string which, Func<Statement, Statement> bind)
    {
        var owners = new List<long>();
        using var find = connection.Prepare($"SELECT id FROM store_owner WHERE {which} ORDER BY id");
        bind(find);
        while (find.Step())
        {
            owners.Add(find.Int64(0));
        }

        return owners;
    }

    private static void Run(StoreConnection connection, string sql, long owner)
    {
        using var statement = connection.Prepare(sql);
        statement.Bind(1, owner).Run();
    }
}

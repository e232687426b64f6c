using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>What people do with messages, a portion per transaction.</summary>
internal static class QueueActions
{
    private const string RetryNow = """
        UPDATE queue_message SET due = ?2, retries = CASE state WHEN 2 THEN 0 ELSE retries END, crashes = CASE state WHEN 2 THEN 0 ELSE crashes END, state = 0
        WHERE number = ?1 AND owner IS NULL
        """;

    private const string Copy = """
        INSERT INTO queue_message (queue, id, state, taken, due, retries, crashes, enqueued, overdue, expires, size, parts, stored, content)
        SELECT ?2, id, 0, 0, ?3, 0, 0, enqueued, overdue, expires, size, parts, stored, content FROM queue_message WHERE number = ?1 AND owner IS NULL
        """;

    private const string RemoveRow = "DELETE FROM queue_message WHERE number = ?1 AND owner IS NULL";

    public static bool Retry(StoreConnection connection, long number, DateTimeOffset now)
    {
        using var update = connection.Prepare(RetryNow);
        return update.Bind(1, number).Bind(2, StoreTime.Write(now)).Run() == 1;
    }

    public static bool Move(StoreConnection connection, long number, TenantQueue target, DateTimeOffset now)
    {
        if (!QueueRows.Exists(connection, target.Id))
        {
            throw QueueFaults.UnknownQueue(target.Name);
        }

        using var copy = connection.Prepare(Copy);
        return copy.Bind(1, number).Bind(2, target.Id).Bind(3, StoreTime.Write(now)).Run() == 1 && Remove(connection, number);
    }

    private static bool Remove(StoreConnection connection, long number)
    {
        using var delete = connection.Prepare(RemoveRow);
        return delete.Bind(1, number).Run() == 1;
    }
}

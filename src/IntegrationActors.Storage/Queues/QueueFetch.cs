using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>Takes messages out of a queue for a consumer.</summary>
internal static class QueueFetch
{
    private const int MostPromoted = 1000;

    // On PostgreSQL several nodes take at once: see PostgresSql.Locks. An array is looked up by number whatever the statistics of the table say. A list may be joined with all rows, dead ones too; then it is made
    // again for each of them, passes over what it locked before, and its limit is none.
    internal const string TakeFromLine = $"""
        UPDATE queue_message SET owner = ?1, taken = taken + 1 WHERE number = ANY (ARRAY(
          SELECT number FROM queue_message WHERE queue = ?2 AND owner IS NULL AND state = 0 AND crashes = 0 AND expires > ?3 ORDER BY number LIMIT ?4 /* skip locked */))
        RETURNING {QueueRow.Columns}
        """;

    internal const string TakeSuspect = $"""
        UPDATE queue_message SET owner = ?1, taken = taken + 1 WHERE number = (
          SELECT number FROM queue_message WHERE queue = ?2 AND owner IS NULL AND state = 0 AND crashes > 0 AND expires > ?3 ORDER BY number LIMIT 1 /* skip locked */)
        RETURNING {QueueRow.Columns}
        """;

    internal const string PromoteOnPostgres = $"UPDATE queue_message SET state = 0 WHERE number = ANY (ARRAY({Due}))";

    private const string PromoteOnSqlite = $"UPDATE queue_message SET state = 0 WHERE number IN ({Due})";
    private const string Due = "SELECT number FROM queue_message WHERE queue = ?1 AND owner IS NULL AND state = 1 AND due <= ?2 ORDER BY due LIMIT ?3 /* skip locked */";

    // On SQLite there is one writer: rows are read where they are and taken one by one. The statement above would copy each of them, with its content, into tables of its own.
    private const string Line = $"SELECT {QueueRow.Columns} FROM queue_message WHERE queue = ?1 AND owner IS NULL AND state = 0 AND crashes = 0 AND expires > ?2 ORDER BY number LIMIT ?3";
    private const string TakeOne = "UPDATE queue_message SET owner = ?1, taken = ?2 WHERE number = ?3";

    private const string TakeUpTo = $"""
        UPDATE queue_message SET owner = ?1, taken = taken + 1 WHERE queue = ?2 AND owner IS NULL AND state = 0 AND expires > ?3 AND number <= ?4 RETURNING {QueueRow.Columns}
        """;

    /// <summary>Takes messages: at most so many, or one suspect.</summary>
    public static FetchedMessages Take(StoreConnection connection, TenantQueue queue, in QueueWish wish, DateTimeOffset now)
    {
        wish.Doubt?.Release(connection, queue.Id, wish.Owner);
        if (IsPaused(connection, queue.Id) is not { } paused)
        {
            throw QueueFaults.UnknownQueue(queue.Name);
        }

        if (paused)
        {
            return FetchedMessages.Paused;
        }

        // A node that others have given up has no say until it has a new number.
        if (!StoreOwners.IsKnown(connection, wish.Owner))
        {
            return FetchedMessages.Elsewhere;
        }

        return queue.Access == QueueAccess.Exclusive ? TakeInOrder(connection, queue.Id, wish, now) : TakeAny(connection, queue.Id, wish, now);
    }

    private static FetchedMessages TakeAny(StoreConnection connection, long queue, in QueueWish wish, DateTimeOffset now)
    {
        if (wish.IsForSuspect)
        {
            using var one = connection.Prepare(TakeSuspect);
            return new FetchedMessages(Read(one.Bind(1, wish.Owner).Bind(2, queue).Bind(3, StoreTime.Write(now))), now);
        }

        Promote(connection, queue, now);
        var rows = connection.Dialect == SqlDialect.Postgres ? TakeTogether(connection, queue, wish, now) : TakeEach(connection, queue, wish, now);
        return new FetchedMessages(rows, rows.Count == wish.Most ? now : NextRetry(connection, queue)) { HasSuspect = HasSuspect(connection, queue) };
    }

    private static List<QueueRow> TakeTogether(StoreConnection connection, long queue, in QueueWish wish, DateTimeOffset now)
    {
        using var take = connection.Prepare(TakeFromLine);
        return Read(take.Bind(1, wish.Owner).Bind(2, queue).Bind(3, StoreTime.Write(now)).Bind(4, wish.Most));
    }

    private static List<QueueRow> TakeEach(StoreConnection connection, long queue, in QueueWish wish, DateTimeOffset now)
    {
        List<QueueRow> rows;
        using (var line = connection.Prepare(Line))
        {
            rows = Read(line.Bind(1, queue).Bind(2, StoreTime.Write(now)).Bind(3, wish.Most));
        }

        for (var i = 0; i < rows.Count; i++)
        {
            rows[i] = rows[i] with { Taken = rows[i].Taken + 1 };
            using var take = connection.Prepare(TakeOne);
            take.Bind(1, wish.Owner).Bind(2, rows[i].Taken).Bind(3, rows[i].Number).Run();
        }

        return rows;
    }

    private static void Promote(StoreConnection connection, long queue, DateTimeOffset now)
    {
        using var promote = connection.Prepare(connection.Dialect == SqlDialect.Postgres ? PromoteOnPostgres : PromoteOnSqlite);
        promote.Bind(1, queue).Bind(2, StoreTime.Write(now)).Bind(3, MostPromoted).Run();
    }

    private static bool HasSuspect(StoreConnection connection, long queue)
    {
        using var find = connection.Prepare("SELECT 1 FROM queue_message WHERE queue = ?1 AND owner IS NULL AND state = 0 AND crashes > 0 LIMIT 1");
        return find.Bind(1, queue).Step();
    }

    // One consumer in the cluster: who has the row of the queue. A message that waits for its next try holds up those behind it.
    private static FetchedMessages TakeInOrder(StoreConnection connection, long queue, in QueueWish wish, DateTimeOffset now)
    {
        using (var claim = connection.Prepare("UPDATE queue SET owner = ?1 WHERE id = ?2 AND (owner IS NULL OR owner = ?1)"))
        {
            if (claim.Bind(1, wish.Owner).Bind(2, queue).Run() == 0)
            {
                return FetchedMessages.Elsewhere;
            }
        }

        var head = HeadOfLine.Find(connection, queue, wish, now);
        if (head.Last is not { } last)
        {
            return new FetchedMessages([], head.Next) { HasSuspect = head.IsSuspect };
        }

        using var take = connection.Prepare(TakeUpTo);
        return new FetchedMessages(Read(take.Bind(1, wish.Owner).Bind(2, queue).Bind(3, StoreTime.Write(now)).Bind(4, last)), head.Next ?? now);
    }

    private static List<QueueRow> Read(Statement statement)
    {
        var rows = new List<QueueRow>();
        while (statement.Step())
        {
            rows.Add(QueueRow.Read(statement));
        }

        rows.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return rows;
    }

    private static DateTimeOffset? NextRetry(StoreConnection connection, long queue)
    {
        using var find = connection.Prepare("SELECT min(due) FROM queue_message WHERE queue = ?1 AND owner IS NULL AND state = 1");
        find.Bind(1, queue).Step();
        return find.TimeOrNull(0);
    }

    private static bool? IsPaused(StoreConnection connection, long queue)
    {
        using var find = connection.Prepare("SELECT paused FROM queue WHERE id = ?1");
        return find.Bind(1, queue).Step() ? find.Int64(0) != 0 : null;
    }
}

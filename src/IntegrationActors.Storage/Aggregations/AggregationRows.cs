using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>What an aggregation does within one transaction.</summary>
internal sealed class AggregationRows(MessageParts parts)
{
    private const string Columns = "number, flow, aggregator, correlation, messages, started, due, lease";

    // The row of an open aggregation is locked by each message that is added, so a taking on another node waits for it, or it for the taking.
    private const string Open = """
        INSERT INTO aggregation (flow, aggregator, correlation, lease, messages, started, due) VALUES (?1, ?2, ?3, 0, 0, ?4, ?5)
        ON CONFLICT (flow, aggregator, correlation) WHERE lease = 0 DO UPDATE SET due = excluded.due
        RETURNING number
        """;

    /// <summary>A message to add, with its content made ready.</summary>
    internal sealed record Addition(AggregationKey Key, AggregatedMessage Message, StoredMessage Content, DateTimeOffset Now, DateTimeOffset DueAt);

    /// <summary>A taken aggregation: the lease number fences stale holders.</summary>
    internal sealed record Taken(AggregationState State, long Lease);

    /// <summary>Where the content of a message is.</summary>
    internal sealed record Member(MessageId Message, MessageId Owner, long? Sequence);

    public AggregationState Add(StoreConnection connection, Addition addition)
    {
        var number = OpenFor(connection, addition);
        if (TryInsert(connection, number, addition))
        {
            parts.Insert(connection, StorageKind.Contents, addition.Content);
            using var count = connection.Prepare("UPDATE aggregation SET messages = messages + 1 WHERE number = ?1");
            count.Bind(1, number).Run();
        }
        else
        {
            parts.Abandon(connection, addition.Content);
        }

        using var find = connection.Prepare($"SELECT {Columns} FROM aggregation WHERE number = ?1");
        find.Bind(1, number).Step();
        return Read(find).State;
    }

    /// <summary>Takes an aggregation that is open, or whose lock has run out.</summary>
    public static Taken? Take(StoreConnection connection, long number, DateTimeOffset now, DateTimeOffset lockEnds)
    {
        using var take = connection.Prepare($"UPDATE aggregation SET lease = lease + 1, due = ?3 WHERE number = ?1 AND (lease = 0 OR due <= ?2) RETURNING {Columns}");
        return take.Bind(1, number).Bind(2, StoreTime.Write(now)).Bind(3, StoreTime.Write(lockEnds)).Step() ? Read(take) : null;
    }

    public bool Complete(StoreConnection connection, Taken taken)
    {
        using (var delete = connection.Prepare("DELETE FROM aggregation WHERE number = ?1 AND lease = ?2"))
        {
            if (delete.Bind(1, taken.State.Number).Bind(2, taken.Lease).Run() == 0)
            {
                return false;
            }
        }

        DeleteMembers(connection, taken.State.Number);
        return true;
    }

    public static bool Release(StoreConnection connection, Taken taken, DateTimeOffset due)
    {
        using var release = connection.Prepare("UPDATE aggregation SET due = ?3 WHERE number = ?1 AND lease = ?2");
        return release.Bind(1, taken.State.Number).Bind(2, taken.Lease).Bind(3, StoreTime.Write(due)).Run() == 1;
    }

    public static List<AggregationState> FindDue(StoreConnection connection, (string Flow, string Aggregator) of, DateTimeOffset now, int most)
    {
        var due = new List<AggregationState>();
        using var find = connection.Prepare($"SELECT {Columns} FROM aggregation WHERE flow = ?1 AND aggregator = ?2 AND due <= ?3 ORDER BY due LIMIT ?4");
        find.Bind(1, of.Flow).Bind(2, of.Aggregator).Bind(3, StoreTime.Write(now)).Bind(4, most);
        while (find.Step())
        {
            due.Add(Read(find).State);
        }

        return due;
    }

    /// <summary>Members in order: by sequence number, then by arrival, which is the order of their owners' ids.</summary>
    public static List<Member> Members(StoreConnection connection, long number)
    {
        var members = new List<Member>();
        using var find = connection.Prepare(
            "SELECT message, owner, sequence FROM aggregation_member WHERE aggregation = ?1 ORDER BY CASE WHEN sequence IS NULL THEN 1 ELSE 0 END, sequence, owner");
        find.Bind(1, number);
        while (find.Step())
        {
            members.Add(new Member(find.Id(0), find.Id(1), find.IsNull(2) ? null : find.Int64(2)));
        }

        return members;
    }

    /// <summary>Deletes some that have been due since <paramref name="before"/>: their flow is gone, or nobody came for them.</summary>
    public int DeleteLeft(StoreConnection connection, DateTimeOffset before, int most)
    {
        var left = new List<long>();
        using (var delete = connection.Prepare("DELETE FROM aggregation WHERE number IN (SELECT number FROM aggregation WHERE due <= ?1 ORDER BY due LIMIT ?2) RETURNING number"))
        {
            delete.Bind(1, StoreTime.Write(before)).Bind(2, most);
            while (delete.Step())
            {
                left.Add(delete.Int64(0));
            }
        }

        foreach (var number in left)
        {
            DeleteMembers(connection, number);
        }

        return left.Count;
    }

    private static long OpenFor(StoreConnection connection, Addition addition)
    {
        using var open = connection.Prepare(Open);
        open.Bind(1, addition.Key.Flow).Bind(2, addition.Key.Aggregator).Bind(3, addition.Key.Correlation).Bind(4, StoreTime.Write(addition.Now)).Bind(5, StoreTime.Write(addition.DueAt)).Step();
        return open.Int64(0);
    }

    private static bool TryInsert(StoreConnection connection, long number, Addition addition)
    {
        using var insert = connection.Prepare(
            "INSERT INTO aggregation_member (aggregation, message, owner, sequence) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (aggregation, message) DO NOTHING");
        return insert.Bind(1, number).Bind(2, addition.Message.Id).Bind(3, addition.Content.Owner).Bind(4, addition.Message.Sequence).Run() == 1;
    }

    private void DeleteMembers(StoreConnection connection, long number)
    {
        var owners = new List<MessageId>();
        using (var delete = connection.Prepare("DELETE FROM aggregation_member WHERE aggregation = ?1 RETURNING owner"))
        {
            delete.Bind(1, number);
            while (delete.Step())
            {
                owners.Add(delete.Id(0));
            }
        }

        foreach (var owner in owners)
        {
            parts.Delete(connection, StorageKind.Contents, owner);
        }
    }

    private static Taken Read(Statement row) => new(
        new AggregationState(new AggregationKey(row.Text(1), row.Text(2), row.Text(3)), row.Int64(0), row.Int32(4), row.Time(5), row.Time(6)), row.Int64(7));
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>How aggregations are sent on, and otherwise end, within one transaction.</summary>
internal sealed class AggregationRuns(MessageParts parts)
{
    // Who had it before and never said what became of it has probably died of it.
    private const string TakeOne = $"""
        UPDATE aggregation SET lease = lease + 1, due = ?3, crashes = crashes + taken, aside = CASE WHEN crashes + taken >= ?4 THEN 1 ELSE 0 END, taken = 1
        WHERE number = ?1 AND aside = 0 AND (lease = 0 OR due <= ?2) RETURNING {AggregationRow.Columns}
        """;

    /// <summary>Where the content of a message is. All of an aggregation are in memory at once, so they are small.</summary>
    internal readonly record struct Member(MessageId Message, MessageId Owner, long? Sequence);

    /// <summary>Takes an aggregation that is open, or whose lock has run out; one that nobody settled too often is set aside instead.</summary>
    public static AggregationRow? Take(StoreConnection connection, long number, DateTimeOffset now, DateTimeOffset lockEnds)
    {
        var taken = Take(connection, (number, now, lockEnds));
        if (taken is not { State.IsSetAside: true })
        {
            return taken;
        }

        using (var rest = connection.Prepare("UPDATE aggregation SET taken = 0, due = ?2 WHERE number = ?1"))
        {
            rest.Bind(1, number).Bind(2, StoreTime.Write(now)).Run();
        }

        AggregationLog.End(connection, taken.State.Entry, (MessageStatus.Failed, AggregationFaults.SetAside(taken.State)), now);
        return null;
    }

    /// <summary>Deletes an aggregation whose run went well. The log has its end in the same transaction: the node may die before the record of the run comes.</summary>
    public bool Complete(StoreConnection connection, AggregationRow taken, DateTimeOffset now)
    {
        using (var delete = connection.Prepare("DELETE FROM aggregation WHERE number = ?1 AND lease = ?2"))
        {
            if (delete.Bind(1, taken.State.Number).Bind(2, taken.Lease).Run() == 0)
            {
                return false;
            }
        }

        DeleteMembers(connection, taken.State.Number);
        AggregationLog.End(connection, taken.State.Entry, (MessageStatus.Completed, null), now);
        return true;
    }

    public static bool Release(StoreConnection connection, AggregationRow taken, DateTimeOffset due, int failed)
    {
        using var release = connection.Prepare("UPDATE aggregation SET due = ?3, retries = retries + ?4, taken = 0 WHERE number = ?1 AND lease = ?2");
        return release.Bind(1, taken.State.Number).Bind(2, taken.Lease).Bind(3, StoreTime.Write(due)).Bind(4, failed).Run() == 1;
    }

    /// <summary>Makes an aggregation due that no run has.</summary>
    public static bool SendOn(StoreConnection connection, long number, DateTimeOffset now)
    {
        using var send = connection.Prepare("UPDATE aggregation SET due = ?2, crashes = 0, aside = 0 WHERE number = ?1 AND taken = 0");
        return send.Bind(1, number).Bind(2, StoreTime.Write(now)).Run() == 1;
    }

    /// <summary>Deletes an aggregation that no run has.</summary>
    public bool Delete(StoreConnection connection, long number, DateTimeOffset now)
    {
        var found = AggregationRow.Find(connection, number)?.State;
        using (var delete = connection.Prepare("DELETE FROM aggregation WHERE number = ?1 AND taken = 0"))
        {
            if (found is null || delete.Bind(1, number).Run() == 0)
            {
                return false;
            }
        }

        DeleteMembers(connection, number);
        AggregationLog.End(connection, found.Entry, (MessageStatus.Cancelled, null), now);
        return true;
    }

    public static List<AggregationState> FindDue(StoreConnection connection, (string Flow, string Aggregator) of, DateTimeOffset now, int most)
    {
        var due = new List<AggregationState>();
        using var find = connection.Prepare($"SELECT {AggregationRow.Columns} FROM aggregation WHERE flow = ?1 AND aggregator = ?2 AND due <= ?3 AND aside = 0 ORDER BY due LIMIT ?4");
        find.Bind(1, of.Flow).Bind(2, of.Aggregator).Bind(3, StoreTime.Write(now)).Bind(4, most);
        while (find.Step())
        {
            due.Add(AggregationRow.Read(find).State);
        }

        return due;
    }

    /// <summary>All of the tenant, by number.</summary>
    public static List<AggregationState> List(StoreConnection connection, long after, int most)
    {
        var list = new List<AggregationState>();
        using var find = connection.Prepare($"SELECT {AggregationRow.Columns} FROM aggregation WHERE number > ?1 ORDER BY number LIMIT ?2");
        find.Bind(1, after).Bind(2, most);
        while (find.Step())
        {
            list.Add(AggregationRow.Read(find).State);
        }

        return list;
    }

    /// <summary>Members in order: by sequence number, then by arrival.</summary>
    public static List<Member> Members(StoreConnection connection, long number)
    {
        var members = new List<Member>();
        using var find = connection.Prepare(
            "SELECT message, owner, sequence FROM aggregation_member WHERE aggregation = ?1 ORDER BY CASE WHEN sequence IS NULL THEN 1 ELSE 0 END, sequence, arrival, owner");
        find.Bind(1, number);
        while (find.Step())
        {
            members.Add(new Member(find.Id(0), find.Id(1), find.IsNull(2) ? null : find.Int64(2)));
        }

        return members;
    }

    /// <summary>Deletes some that have been due since <paramref name="before"/>: their flow is gone, or nobody came for them.</summary>
    public int DeleteLeft(StoreConnection connection, DateTimeOffset before, int most, DateTimeOffset now)
    {
        var left = new List<AggregationState>();
        using (var delete = connection.Prepare($"DELETE FROM aggregation WHERE number IN (SELECT number FROM aggregation WHERE due <= ?1 ORDER BY due LIMIT ?2) RETURNING {AggregationRow.Columns}"))
        {
            delete.Bind(1, StoreTime.Write(before)).Bind(2, most);
            while (delete.Step())
            {
                left.Add(AggregationRow.Read(delete).State);
            }
        }

        foreach (var state in left)
        {
            DeleteMembers(connection, state.Number);
            AggregationLog.End(connection, state.Entry, (MessageStatus.Failed, AggregationFaults.Left(state)), now);
        }

        return left.Count;
    }

    private static AggregationRow? Take(StoreConnection connection, (long Number, DateTimeOffset Now, DateTimeOffset LockEnds) wanted)
    {
        using var take = connection.Prepare(TakeOne);
        take.Bind(1, wanted.Number).Bind(2, StoreTime.Write(wanted.Now)).Bind(3, StoreTime.Write(wanted.LockEnds)).Bind(4, AggregationState.MostCrashes);
        return take.Step() ? AggregationRow.Read(take) : null;
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
}

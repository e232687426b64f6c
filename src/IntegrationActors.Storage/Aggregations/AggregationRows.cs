using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>How messages get into aggregations, within one transaction.</summary>
internal sealed class AggregationRows(MessageParts parts, AggregationLog log)
{
    // The row of an open aggregation is locked by each message that is added, so a taking on another node waits for it, or it for the taking.
    private const string Open = """
        INSERT INTO aggregation (flow, aggregator, correlation, lease, messages, started, due) VALUES (?1, ?2, ?3, 0, 0, ?4, ?5)
        ON CONFLICT (flow, aggregator, correlation) WHERE lease = 0 DO UPDATE SET due = aggregation.due
        RETURNING number
        """;

    private const string Count = "UPDATE aggregation SET messages = messages + 1, bytes = bytes + ?2 WHERE number = ?1 AND messages < ?3 AND bytes <= ?4";

    // Of messages that have the same place one is enough.
    private const string Close = """
        UPDATE aggregation SET lease = 1, due = ?2, completion = CASE WHEN last IS NULL OR last > ?4 THEN 2 ELSE 1 END
        WHERE number = ?1 AND (messages >= ?3 OR last <= ?4)
        """;

    /// <summary>A message to add, with its content made ready.</summary>
    internal sealed record Addition(AggregationKey Key, AggregatedMessage Message, StoredMessage Content, AggregationRule Rule, DateTimeOffset Now)
    {
        public DateTimeOffset DueAt => Now + Rule.Timeout;
    }

    /// <summary>(1) Finds the open aggregation or begins one; (2) adds the message, unless it is there; (3) sets the time-out; (4) closes what is complete.</summary>
    /// <returns>How far it is; null when it may hold no more.</returns>
    public AggregationState? Add(StoreConnection connection, Addition addition)
    {
        var number = OpenFor(connection, addition);                                 // 1
        if (!TryInsert(connection, number, addition))
        {
            parts.Abandon(connection, addition.Content);
        }
        else if (TryCount(connection, number, addition))                            // 2
        {
            parts.Insert(connection, StorageKind.Contents, addition.Content);
        }
        else
        {
            parts.Abandon(connection, addition.Content);
            Remove(connection, number, addition.Message.Id);
            return null;
        }

        SetDue(connection, number, addition);                                       // 3
        CloseIfComplete(connection, number, addition);                              // 4
        var state = AggregationRow.Find(connection, number)!.State;
        if (state.Count == 1)
        {
            log.Begin(connection, state, addition.Message.Entry);
        }

        return state;
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
            """
            INSERT INTO aggregation_member (aggregation, message, owner, sequence, arrival) SELECT ?1, ?2, ?3, ?4, messages FROM aggregation WHERE number = ?1
            ON CONFLICT (aggregation, message) DO NOTHING
            """);
        return insert.Bind(1, number).Bind(2, addition.Message.Id).Bind(3, addition.Content.Owner).Bind(4, addition.Message.Sequence).Run() == 1;
    }

    private static bool TryCount(StoreConnection connection, long number, Addition addition)
    {
        using var count = connection.Prepare(Count);
        var length = addition.Content.Length;
        return count.Bind(1, number).Bind(2, length).Bind(3, addition.Rule.MostMessages).Bind(4, addition.Rule.MostBytes - length).Run() == 1;
    }

    private static void Remove(StoreConnection connection, long number, MessageId message)
    {
        using var delete = connection.Prepare("DELETE FROM aggregation_member WHERE aggregation = ?1 AND message = ?2");
        delete.Bind(1, number).Bind(2, message).Run();
        using var empty = connection.Prepare("DELETE FROM aggregation WHERE number = ?1 AND messages = 0");
        empty.Bind(1, number).Run();
    }

    private static void SetDue(StoreConnection connection, long number, Addition addition)
    {
        if (!addition.Rule.FromFirst)
        {
            using var set = connection.Prepare("UPDATE aggregation SET due = ?2 WHERE number = ?1");
            set.Bind(1, number).Bind(2, StoreTime.Write(addition.DueAt)).Run();
        }
    }

    private static void CloseIfComplete(StoreConnection connection, long number, Addition addition)
    {
        var message = addition.Message;
        if (message.IsLast)
        {
            using var note = connection.Prepare("UPDATE aggregation SET last = ?2 WHERE number = ?1");
            note.Bind(1, number).Bind(2, message.Sequence ?? 0).Run();
        }

        if (message.IsLast || message.Sequence is not null || addition.Rule.Size is not null)
        {
            var places = message.Sequence is null ? 0 : PlacesUntilLast(connection, number);
            using var close = connection.Prepare(Close);
            close.Bind(1, number).Bind(2, StoreTime.Write(addition.Now)).Bind(3, addition.Rule.Size ?? int.MaxValue).Bind(4, places).Run();
        }
    }

    /// <summary>How many of the places up to that of the last message are taken; none while that is not known.</summary>
    private static long PlacesUntilLast(StoreConnection connection, long number)
    {
        using var find = connection.Prepare(
            "SELECT count(DISTINCT m.sequence) FROM aggregation a JOIN aggregation_member m ON m.aggregation = a.number WHERE a.number = ?1 AND m.sequence BETWEEN 1 AND a.last");
        return find.Bind(1, number).Step() ? find.Int64(0) : 0;
    }
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.MessageLog;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>The message log of aggregations while no run has them. Used by the writer's thread, within the transaction that changes the aggregation.</summary>
/// <param name="rows">Rows of the log; null where there is none.</param>
internal sealed class AggregationLog(MessageRows? rows)
{
    /// <summary>Notes that an aggregation has begun: PROCESSING until it is sent on, which may be in days.</summary>
    public void Begin(StoreConnection connection, AggregationState state, AggregationEntry? entry)
    {
        if (rows is null || entry is null or { Level: MessageLogLevel.None or MessageLogLevel.Error })
        {
            return;
        }

        var record = new MessageRecord
        {
            Flow = entry.Flow,
            Id = state.Entry,
            Started = state.Started,
            Level = entry.Level,
            Predecessor = entry.Run,
        };
        record.AddKey(AggregationState.LoggedCorrelation, state.Key.Correlation);
        record.AddKey(AggregationState.LoggedMessage, entry.Run.ToString());
        rows.Write(connection, record);

        // The transaction is not one of the log, so nobody says when it is rolled back.
        rows.Forget();
    }

    /// <summary>Notes how an aggregation ended, or that it is set aside. What the log says of its end already stays, and so does that it says nothing.</summary>
    public static void End(StoreConnection connection, MessageId entry, (MessageStatus Status, Fault? Fault) end, DateTimeOffset now)
    {
        using var update = connection.Prepare("""
            UPDATE message SET status = ?2, duration = ?6 - started, fault_code = coalesce(?3, fault_code), fault_message = coalesce(?4, fault_message), fault_hint = coalesce(?5, fault_hint)
            WHERE id = ?1 AND status IN (0, 1, 3, 7)
            """);
        update.Bind(1, entry).Bind(2, (int)end.Status).Bind(3, end.Fault?.Code).Bind(4, end.Fault?.Message).Bind(5, end.Fault?.Hint).Bind(6, StoreTime.Write(now)).Run();
    }
}

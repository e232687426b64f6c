using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Storage.MessageLog.Ledger;

/// <summary>
/// Brings what a dead process left in the ledger into the table: a run that had ended gets its final status, one that had not is ABANDONED. One whose message came from a queue may have been settled
/// there right before: then the queue tells how it ended. Harmless when done twice, since a process may die in here as well.
/// </summary>
internal sealed class LedgerRecovery(string tenant, MessageRows rows, TimeProvider time)
{
    public const string Code = "IA3008";

    /// <summary>Writes the entries that the table does not have.</summary>
    /// <returns>How many runs were brought in: those that had ended, and those that were interrupted.</returns>
    public (int Ended, int Abandoned) Recover(StoreConnection connection, IReadOnlyList<LedgerEntry> entries)
    {
        var (ended, abandoned) = (0, 0);
        connection.Begin();
        foreach (var entry in entries)
        {
            var record = Record(entry, entry.End ?? EndOf(connection, entry));
            if (StoreMessageLog.IsKept(entry.Level, record.Status) && !IsKnown(connection, record))
            {
                rows.Write(connection, record);
                ended += record.Status == MessageStatus.Abandoned ? 0 : 1;
                abandoned += record.Status == MessageStatus.Abandoned ? 1 : 0;
            }
        }

        connection.Commit();
        return (ended, abandoned);
    }

    // A row with a final status has more to say than the slot. So has one of the same status: the process died between commit and release.
    private static bool IsKnown(StoreConnection connection, MessageRecord record)
    {
        Span<byte> id = stackalloc byte[16];
        record.Id.WriteTo(id);
        using var find = connection.Prepare("SELECT status FROM message WHERE id = ?1");
        if (!find.Bind(1, id).Step())
        {
            return false;
        }

        var status = (MessageStatus)find.Int32(0);
        return status == record.Status || status is not (MessageStatus.Processing or MessageStatus.Retry or MessageStatus.Abandoned);
    }

    private MessageRecord Record(LedgerEntry entry, LedgerEnd end) =>
        new()
        {
            Flow = new FlowIdentity(tenant, entry.Flow, entry.Version),
            Id = entry.Id,
            Started = entry.Started,
            Level = entry.Level,
            CorrelationId = entry.CorrelationId,
            Status = end.Status,
            Duration = end.Duration,
            IntermediateError = end.IntermediateError,
            Fault = end.FaultCode is null ? null : new Fault(end.FaultCode, end.FaultMessage ?? ""),
        };

    private LedgerEnd EndOf(StoreConnection connection, LedgerEntry entry)
    {
        var lasted = (long)Math.Max(0, (time.GetUtcNow() - entry.Started).TotalMicroseconds);
        return entry.IsQueued && SettledRuns.Find(connection, entry.Id) is { } settled
            ? new(settled.Status, IntermediateError: false, lasted, settled.Fault?.Code, settled.Fault?.Message)
            : new(MessageStatus.Abandoned, IntermediateError: false, lasted, Code, "The node stopped while the message was being processed. A synchronous sender got no answer.");
    }
}

using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Ledger;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>A record on its way into the table; its slot of the ledger is freed when it is there.</summary>
internal sealed class FinishedRun(MessageRecord record, MessageRows rows, RunLedger ledger) : DeferredWrite
{
    // Captured content is all that can be large.
    public override long Bytes { get; } = record.Trace?.Sum(BytesOf) ?? 0;

    public override IDeferredKind? Kind => rows;

    public MessageRecord Record => record;

    public override void Apply(StoreConnection connection) => rows.Write(connection, record);

    public override void Committed()
    {
        if (record.Slot != RunLedger.NoSlot)
        {
            ledger.Release(record.Slot);
        }
    }

    public override void RolledBack() => rows.Forget();

    private static long BytesOf(TraceEntry entry) => entry.Body.Length + (2L * (Length(entry.Headers) + Length(entry.Properties)));

    private static int Length(IReadOnlyList<KeyValuePair<string, string>> pairs) => pairs.Sum(pair => pair.Key.Length + pair.Value.Length);
}

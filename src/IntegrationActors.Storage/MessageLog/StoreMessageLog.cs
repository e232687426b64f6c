using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Ledger;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>The message processing log of a tenant: running messages in the ledger, finished ones in the table.</summary>
internal sealed class StoreMessageLog(RunLedger ledger, StoreDatabase database, MessageRows rows) : IMessageLog
{
    public bool IsBehind => ledger.IsFull || database.IsBehind;

    public void Begin(MessageRecord record)
    {
        if (record.Level != MessageLogLevel.None)
        {
            record.Slot = ledger.Begin(record);
        }
    }

    public void End(MessageRecord record)
    {
        if (!IsKept(record.Level, record.Status))
        {
            Drop(record.Slot);
            return;
        }

        if (record.Slot != RunLedger.NoSlot)
        {
            ledger.End(record.Slot, record);
        }

        database.Defer(new FinishedRun(record, rows, ledger));
    }

    /// <summary>Level Error keeps what did not end well; what was interrupted counts as that.</summary>
    public static bool IsKept(MessageLogLevel level, MessageStatus status) => level switch
    {
        MessageLogLevel.None => false,
        MessageLogLevel.Error => status is not (MessageStatus.Completed or MessageStatus.Discarded),
        _ => true,
    };

    private void Drop(int slot)
    {
        if (slot != RunLedger.NoSlot)
        {
            ledger.Release(slot);
        }
    }
}

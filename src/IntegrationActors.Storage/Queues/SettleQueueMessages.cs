using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>Writes what became of messages. The result is false when the message belongs to somebody else by now: then nothing was changed.</summary>
internal sealed class SettleQueueMessages(StoreContext context, MessageParts parts) : BulkWrite<QueueSettlement, bool>
{
    private const string Return = """
        UPDATE queue_message SET owner = NULL, state = ?3, due = ?4, retries = ?5, crashes = ?6, fault_code = coalesce(?7, fault_code), fault_message = coalesce(?8, fault_message)
        WHERE number = ?1 AND owner = ?2
        """;

    protected override void Apply(StoreConnection connection, ReadOnlySpan<BulkItem<QueueSettlement, bool>> items)
    {
        foreach (var item in items)
        {
            item.Result = Settle(connection, item.Item);
        }
    }

    private bool Settle(StoreConnection connection, in QueueSettlement settlement)
    {
        if (settlement.Next is not { } next)
        {
            return QueueDeletion.Run(connection, context, parts, settlement.Number, settlement.Owner);
        }

        using var update = connection.Prepare(Return);
        return update.Bind(1, settlement.Number).Bind(2, settlement.Owner).Bind(3, (int)next.State).Bind(4, StoreTime.Write(next.Due)).Bind(5, next.Retries)
            .Bind(6, next.Crashes).Bind(7, next.Fault?.Code).Bind(8, next.Fault?.FullMessage).Run() == 1;
    }
}

using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>Writes what became of messages. The result is false when the message belongs to somebody else by now: then nothing was changed.</summary>
internal sealed class SettleQueueMessages(QueueDeletion deletion) : BulkWrite<QueueSettlement, bool>
{
    private const string Return = """
        UPDATE queue_message SET owner = NULL, state = ?3, due = ?4, retries = ?5, crashes = ?6, fault_code = coalesce(?7, fault_code), fault_message = coalesce(?8, fault_message)
        WHERE number = ?1 AND owner = ?2 AND taken = ?9 AND id = ?10
        """;

    private readonly List<BulkItem<QueueSettlement, bool>> _done = [];

    protected override void Apply(StoreConnection connection, ReadOnlySpan<BulkItem<QueueSettlement, bool>> items)
    {
        _done.Clear();
        foreach (var item in items)
        {
            if (item.Item.Next is { } next)
            {
                item.Result = GiveBack(connection, item.Item, next);
            }
            else
            {
                _done.Add(item);
            }
        }

        if (_done.Count > 0)
        {
            deletion.DeleteOwned(connection, _done);
        }
    }

    private static bool GiveBack(StoreConnection connection, in QueueSettlement settlement, QueueNext next)
    {
        using var update = connection.Prepare(Return);
        return update.Bind(1, settlement.Number).Bind(2, settlement.Owner).Bind(3, (int)next.State).Bind(4, StoreTime.Write(next.Due)).Bind(5, next.Retries)
            .Bind(6, next.Crashes).Bind(7, next.Fault?.Code).Bind(8, next.Fault?.FullMessage).Bind(9, settlement.Taken).Bind(10, settlement.Id).Run() == 1;
    }
}

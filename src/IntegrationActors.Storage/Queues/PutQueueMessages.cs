using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>Puts messages into queues.</summary>
internal sealed class PutQueueMessages : BulkWrite<QueueInsert, QueueInserted>
{
    private const string Insert = """
        INSERT INTO queue_message (queue, id, state, owner, due, retries, crashes, enqueued, overdue, expires, size, content)
        VALUES (?1, ?2, 0, ?3, ?4, 0, 0, ?4, ?5, ?6, ?7, ?8) RETURNING number
        """;

    protected override void Apply(StoreConnection connection, ReadOnlySpan<BulkItem<QueueInsert, QueueInserted>> items)
    {
        foreach (var item in items)
        {
            item.Result = Put(connection, item.Item);
        }
    }

    private static QueueInserted Put(StoreConnection connection, QueueInsert message)
    {
        Span<byte> id = stackalloc byte[16];
        message.Id.WriteTo(id);
        using var insert = connection.Prepare(Insert);
        insert.Bind(1, message.Queue).Bind(2, id).Bind(3, message.Owner).Bind(4, StoreTime.Write(message.Enqueued)).Bind(5, StoreTime.Write(message.Overdue))
            .Bind(6, StoreTime.Write(message.Expires)).Bind(7, message.Size).Bind(8, message.Content).Step();
        return new QueueInserted(insert.Int64(0), message.Id);
    }
}

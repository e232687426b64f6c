using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Queues;

/// <summary>Puts messages into queues.</summary>
internal sealed class PutQueueMessages(StoreContext context, MessageParts parts) : BulkWrite<QueueInsert, QueueInserted>
{
    private const string Insert = """
        INSERT INTO queue_message (queue, id, state, owner, due, retries, crashes, enqueued, overdue, expires, size, parts, stored, content)
        VALUES (?1, ?2, 0, ?3, ?4, 0, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING number
        """;

    protected override void Apply(StoreConnection connection, ReadOnlySpan<BulkItem<QueueInsert, QueueInserted>> items)
    {
        var stored = 0L;
        foreach (var item in items)
        {
            item.Result = Put(connection, item.Item);
            stored += item.Result.Number > 0 ? item.Item.Content.Length : 0;
        }

        context.Usage.Adjust(connection, StorageKind.Contents, stored);
    }

    private QueueInserted Put(StoreConnection connection, QueueInsert message)
    {
        Span<byte> id = stackalloc byte[16];
        message.Id.WriteTo(id);
        using var insert = connection.Prepare(Insert);
        insert.Bind(1, message.Queue).Bind(2, id).Bind(3, message.Owner).Bind(4, StoreTime.Write(message.Enqueued)).Bind(5, StoreTime.Write(message.Overdue))
            .Bind(6, StoreTime.Write(message.Expires)).Bind(7, message.Size).Bind(8, message.Parts is null ? 0 : 1).Bind(9, message.Content.Length).Bind(10, message.Content).Step();
        var number = insert.Int64(0);
        if (message.Parts is not null)
        {
            parts.Insert(connection, StorageKind.Contents, message.Parts);
        }

        return new QueueInserted(number, message.Id);
    }
}

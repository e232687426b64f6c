using System.Globalization;
using System.Runtime.InteropServices;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Idempotency;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Queues;

/// <summary>Puts messages into queues.</summary>
internal sealed class PutQueueMessages(StoreContext context, MessageParts parts) : BulkWrite<QueueInsert, QueueInserted>
{
    private static readonly RowSql Row = new(
        "queue_message",
        "queue bigint, id bytea, owner bigint, enqueued bigint, overdue bigint, expires bigint, size bigint, parts bigint, stored bigint, content bytea",
        same: $"state={(int)QueueMessageState.InLine}, taken=0, due=enqueued, retries=0, crashes=0")
    {
        Returned = "number, id",
        OnlyIf = QueueRows.IsKnown("queue", "?1"),
    };

    private readonly RowBuffer _rows = new(Row);
    private readonly List<BulkItem<QueueInsert, QueueInserted>> _new = [];

    protected override void Apply(StoreConnection connection, ReadOnlySpan<BulkItem<QueueInsert, QueueInserted>> items)
    {
        _new.Clear();
        foreach (var item in items)
        {
            if (IsFirst(connection, item))
            {
                _new.Add(item);
            }
        }

        Insert(connection, CollectionsMarshal.AsSpan(_new));
    }

    // A deduplication id is remembered in the transaction that puts the message in.
    private static bool IsFirst(StoreConnection connection, BulkItem<QueueInsert, QueueInserted> item)
    {
        var message = item.Item;
        if (message.DeduplicationId is null)
        {
            return true;
        }

        var first = IdempotentRows.TryRemember(connection, QueueScope(message.Queue.Id), message.DeduplicationId, message.Id, (message.RememberUntil, message.Enqueued));
        item.Result = new QueueInserted(0, first);
        return first == message.Id;
    }

    private void Insert(StoreConnection connection, ReadOnlySpan<BulkItem<QueueInsert, QueueInserted>> items)
    {
        if (items.IsEmpty)
        {
            return;
        }

        _rows.Clear();
        var stored = 0L;
        foreach (var item in items)
        {
            Fill(_rows.Add(), item.Item);
            stored += item.Item.Content.Length;
        }

        if (connection.Dialect == SqlDialect.Postgres)
        {
            InsertAll(connection, items);
        }
        else
        {
            InsertRows(connection, items);
        }

        foreach (var item in items)
        {
            if (item.Item.Parts is { } message)
            {
                parts.Insert(connection, StorageKind.Contents, message);
            }
        }

        context.Usage.Adjust(connection, StorageKind.Contents, stored);
    }

    // Numbers are given, and given back, in the order of the rows.
    private void InsertAll(StoreConnection connection, ReadOnlySpan<BulkItem<QueueInsert, QueueInserted>> items)
    {
        using var insert = _rows.Prepare(connection);
        foreach (var item in items)
        {
            item.Result = Inserted(insert, item.Item);
        }
    }

    // Nobody else writes, so the numbers follow each other.
    private void InsertRows(StoreConnection connection, ReadOnlySpan<BulkItem<QueueInsert, QueueInserted>> items)
    {
        TenantQueue? known = null;
        foreach (var item in items)
        {
            if (item.Item.Queue != known)
            {
                known = QueueRows.Exists(connection, item.Item.Queue.Id) ? item.Item.Queue : throw QueueFaults.UnknownQueue(item.Item.Queue.Name);
            }
        }

        _rows.Run(connection);
        var number = connection.Number("SELECT last_insert_rowid()") - items.Length;
        foreach (var item in items)
        {
            item.Result = new QueueInserted(++number, item.Item.Id);
        }
    }

    private static string QueueScope(long queue) => string.Create(CultureInfo.InvariantCulture, $"queue/{queue}");

    // A row is missing when its queue is gone: those after it are tried again without it. A number that belonged to another message would settle that one.
    private static QueueInserted Inserted(Statement insert, QueueInsert message) => insert.Step() && MessageId.Read(insert.Blob(1)) == message.Id
        ? new QueueInserted(insert.Int64(0), message.Id)
        : throw QueueFaults.UnknownQueue(message.Queue.Name);

    private static void Fill(IRow row, QueueInsert message)
    {
        Span<byte> id = stackalloc byte[16];
        message.Id.WriteTo(id);
        row.Set(1, message.Queue.Id).Set(2, id).Set(3, message.Owner).Set(4, StoreTime.Write(message.Enqueued)).Set(5, StoreTime.Write(message.Overdue)).Set(6, StoreTime.Write(message.Expires))
            .Set(7, message.Size).Set(8, message.Parts is null ? 0L : 1L).Set(9, (long)message.Content.Length).Set(10, message.Content);
    }
}

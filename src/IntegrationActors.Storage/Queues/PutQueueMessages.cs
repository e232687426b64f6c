using System.Globalization;
using System.Runtime.InteropServices;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Idempotency;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Queues;

/// <summary>Puts messages into queues.</summary>
internal sealed class PutQueueMessages(StoreContext context, MessageParts parts) : BulkWrite<QueueInsert, QueueInserted>
{
    private static readonly RowSql Row = RowSql.Insert(
        "queue_message",
        "queue bigint, id bytea, state bigint, owner bigint, due bigint, retries bigint, crashes bigint, enqueued bigint, overdue bigint, expires bigint, size bigint, "
        + "parts bigint, stored bigint, content bytea",
        "RETURNING number");

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

        var first = IdempotentRows.TryRemember(connection, QueueScope(message.Queue), message.DeduplicationId, message.Id, (message.RememberUntil, message.Enqueued));
        item.Result = new QueueInserted(0, first);
        return first == message.Id;
    }

    private void Insert(StoreConnection connection, ReadOnlySpan<BulkItem<QueueInsert, QueueInserted>> items)
    {
        if (connection.Dialect == SqlDialect.Postgres)
        {
            InsertAll(connection, items);
        }
        else
        {
            InsertEach(connection, items);
        }

        var stored = 0L;
        foreach (var item in items)
        {
            stored += item.Item.Content.Length;
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
        if (items.IsEmpty)
        {
            return;
        }

        _rows.Clear();
        foreach (var item in items)
        {
            Fill(_rows.Add(), item.Item);
        }

        using var insert = _rows.Prepare(connection);
        foreach (var item in items)
        {
            item.Result = Inserted(insert, item.Item);
        }
    }

    private static void InsertEach(StoreConnection connection, ReadOnlySpan<BulkItem<QueueInsert, QueueInserted>> items)
    {
        foreach (var item in items)
        {
            using var insert = connection.Prepare(Row.Each);
            Fill(insert, item.Item);
            item.Result = Inserted(insert, item.Item);
        }
    }

    private static string QueueScope(long queue) => string.Create(CultureInfo.InvariantCulture, $"queue/{queue}");

    private static QueueInserted Inserted(Statement insert, QueueInsert message) =>
        insert.Step() ? new QueueInserted(insert.Int64(0), message.Id) : throw new InvalidOperationException($"Message {message.Id} was not inserted.");

    private static void Fill(IRow row, QueueInsert message)
    {
        Span<byte> id = stackalloc byte[16];
        message.Id.WriteTo(id);
        var enqueued = StoreTime.Write(message.Enqueued);
        row.Set(1, message.Queue).Set(2, id).Set(3, (long)QueueMessageState.InLine).Set(4, message.Owner).Set(5, enqueued).Set(6, 0L).Set(7, 0L).Set(8, enqueued)
            .Set(9, StoreTime.Write(message.Overdue)).Set(10, StoreTime.Write(message.Expires)).Set(11, message.Size).Set(12, message.Parts is null ? 0L : 1L)
            .Set(13, (long)message.Content.Length).Set(14, message.Content);
    }
}

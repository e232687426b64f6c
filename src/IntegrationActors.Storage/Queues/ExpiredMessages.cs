using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>
/// Deletes messages that expired before they were processed. Each has its final entry in the message log when its row is gone: both are one transaction. One that a consumer has is not touched;
/// it goes when it is given back.
/// </summary>
internal sealed class ExpiredMessages(QueueStore store, QueueLog log)
{
    /// <summary>Few per transaction, so that those who put in and take out get in between.</summary>
    public const int Portion = 32;

    private const string Next = """
        SELECT queue_message.number, queue_message.id, queue.name, queue_message.enqueued, queue_message.expires, queue_message.fault_code, queue_message.fault_message, queue_message.content
        FROM queue_message JOIN queue ON queue.id = queue_message.queue
        WHERE queue_message.owner IS NULL AND queue_message.expires <= ?1 ORDER BY queue_message.expires LIMIT ?2
        """;

    /// <summary>Deletes all of them.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteAsync(CancellationToken cancel)
    {
        var (now, total) = (store.Time.GetUtcNow(), 0);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var expired = await store.Database.ReadAsync(connection => Find(connection, now), cancel);
            total += expired.Count == 0 ? 0 : await store.Database.WriteAsync(connection => expired.Count(message => End(connection, message, now)), cancel);
            if (expired.Count < Portion)
            {
                return total;
            }
        }
    }

    private List<ExpiredMessage> Find(StoreConnection connection, DateTimeOffset now)
    {
        var expired = new List<ExpiredMessage>(Portion);
        using var find = connection.Prepare(Next);
        find.Bind(1, StoreTime.Write(now)).Bind(2, Portion);
        while (find.Step())
        {
            expired.Add(Read(find));
        }

        // In one order on all nodes, so that two that clean at once don't wait for each other.
        expired.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return expired;
    }

    private ExpiredMessage Read(Statement row)
    {
        var (id, queue) = (row.Id(1), row.Text(2));
        var flow = store.WriterOf(id, row.Blob(7).ToArray()) ?? queue;
        return new ExpiredMessage(row.Int64(0), id, queue, flow, row.Time(3), row.Time(4), row.TextOrNull(5) is { } code ? new(code, row.TextOrNull(6) ?? "") : null);
    }

    // Somebody may have taken it, deleted it or moved it to another queue since it was found.
    private bool End(StoreConnection connection, ExpiredMessage message, DateTimeOffset now)
    {
        if (!store.Delete(connection, message.Number))
        {
            return false;
        }

        log.End(connection, new QueueLogEntry(message.Id, message.Flow, MessageStatus.Failed, QueueFaults.TimeIsUp(message)), now);
        return true;
    }
}

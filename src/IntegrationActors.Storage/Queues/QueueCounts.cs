using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>Counts the messages of queues.</summary>
internal static class QueueCounts
{
    /// <summary>All queues, or one, by name. All parts are counted at one moment, so that a message on its way from one to another is seen once.</summary>
    public static List<QueueInfo> Read(StoreConnection connection, string? name, DateTimeOffset now)
    {
        connection.BeginRead();
        var queues = Queues(connection, name);
        foreach (var part in QueueParts.All)
        {
            Count(connection, part, queues, now);
        }

        connection.Commit();
        return [.. queues.Values.OrderBy(q => q.Name, StringComparer.Ordinal)];
    }

    private static Dictionary<long, QueueInfo> Queues(StoreConnection connection, string? name)
    {
        var queues = new Dictionary<long, QueueInfo>();
        using var find = connection.Prepare($"SELECT id, name, access, paused FROM queue{(name is null ? "" : " WHERE name = ?1")}");
        find.Bind(1, name);
        while (find.Step())
        {
            queues.Add(find.Int64(0), new QueueInfo { Name = find.Text(1), Access = (QueueAccess)find.Int32(2), Paused = find.Int64(3) != 0 });
        }

        return queues;
    }

    private static void Count(StoreConnection connection, string part, Dictionary<long, QueueInfo> queues, DateTimeOffset now)
    {
        using var count = connection.Prepare(
            $"SELECT queue, {QueueParts.Status} AS status, count(*), sum(size), min(enqueued) FROM queue_message WHERE {part} GROUP BY queue, status");
        count.Bind(1, StoreTime.Write(now));
        while (count.Step())
        {
            if (queues.TryGetValue(count.Int64(0), out var queue))
            {
                queues[count.Int64(0)] = Add(queue, (QueueEntryStatus)count.Int32(1), count.Int64(2)) with
                {
                    Bytes = queue.Bytes + count.Int64(3),
                    Oldest = queue.Oldest is { } oldest && oldest < count.Time(4) ? oldest : count.Time(4),
                };
            }
        }
    }

    private static QueueInfo Add(QueueInfo queue, QueueEntryStatus status, long messages) => status switch
    {
        QueueEntryStatus.Waiting => queue with { Waiting = queue.Waiting + messages },
        QueueEntryStatus.Processing => queue with { Processing = queue.Processing + messages },
        QueueEntryStatus.Retry => queue with { Retrying = queue.Retrying + messages },
        QueueEntryStatus.SetAside => queue with { SetAside = queue.SetAside + messages },
        _ => queue with { Overdue = queue.Overdue + messages },
    };
}

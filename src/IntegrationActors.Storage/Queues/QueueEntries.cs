using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>Looks at messages of a queue without taking them out.</summary>
internal static class QueueEntries
{
    private const string Columns =
        $"number, id, {QueueParts.Status}, enqueued, due, overdue, expires, retries, crashes, size, fault_code, fault_message, parts, content";

    /// <summary>A page, merged from the parts of the queue as they are at one moment.</summary>
    public static IReadOnlyList<(long Number, QueueEntry Entry, byte[] Content)> Browse(StoreConnection connection, long queue, QueueBrowse browse, DateTimeOffset now)
    {
        var rows = new List<(long Number, QueueEntry Entry, byte[] Content)>();
        connection.BeginRead();
        foreach (var part in QueueParts.Of(browse.Status))
        {
            rows.AddRange(Read(connection, queue, part, browse, now));
        }

        connection.Commit();
        rows.Sort((a, b) => browse.NewestFirst ? b.Number.CompareTo(a.Number) : a.Number.CompareTo(b.Number));
        return rows.Count > browse.Limit + 1 ? rows.GetRange(0, browse.Limit + 1) : rows;
    }

    public static (QueueEntry Entry, bool HasParts, byte[] Content)? Find(StoreConnection connection, long queue, MessageId id, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteTo(bytes);
        foreach (var part in new[] { "owner IS NULL", QueueParts.Owned })
        {
            using var find = connection.Prepare($"SELECT {Columns} FROM queue_message WHERE id = ?2 AND queue = ?3 AND {part}");
            find.Bind(1, StoreTime.Write(now)).Bind(2, bytes).Bind(3, queue);
            if (find.Step())
            {
                return (Entry(find), find.Int64(12) != 0, find.Blob(13).ToArray());
            }
        }

        return null;
    }

    private static List<(long Number, QueueEntry Entry, byte[] Content)> Read(StoreConnection connection, long queue, string part, QueueBrowse browse, DateTimeOffset now)
    {
        var rows = new List<(long Number, QueueEntry Entry, byte[] Content)>();
        var (after, order) = browse.NewestFirst ? ("<", "DESC") : (">", "ASC");
        var status = browse.Status is { } wanted ? string.Create(CultureInfo.InvariantCulture, $" AND {QueueParts.Status} = {(int)wanted}") : "";
        using var find = connection.Prepare($"SELECT {Columns} FROM queue_message WHERE queue = ?2 AND {part} AND number {after} ?3{status} ORDER BY number {order} LIMIT ?4");
        find.Bind(1, StoreTime.Write(now)).Bind(2, queue).Bind(3, Start(browse)).Bind(4, browse.Limit + 1);
        while (find.Step())
        {
            rows.Add((find.Int64(0), Entry(find), find.Blob(13).ToArray()));
        }

        return rows;
    }

    private static long Start(QueueBrowse browse) => browse.Cursor switch
    {
        null => browse.NewestFirst ? long.MaxValue : 0,
        var cursor when long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new ArgumentException("The cursor is none of this queue; begin with the first page.", nameof(browse)),
    };

    private static QueueEntry Entry(Statement row)
    {
        var status = (QueueEntryStatus)row.Int32(2);
        return new QueueEntry
        {
            Id = MessageId.Read(row.Blob(1)),
            Status = status,
            Enqueued = row.Time(3),
            Due = status is QueueEntryStatus.Processing or QueueEntryStatus.SetAside ? null : row.Time(4),
            OverdueAt = row.Time(5),
            Expires = row.Time(6),
            Retries = row.Int32(7),
            Crashes = row.Int32(8),
            Bytes = row.Int64(9),
            FaultCode = row.TextOrNull(10),
            FaultMessage = row.TextOrNull(11),
        };
    }
}

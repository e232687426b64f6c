using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>Finds the messages that a person means; those that a consumer has are never among them.</summary>
internal static class QueuePick
{
    /// <summary>The next ones, in order.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="selection">Which ones.</param>
    /// <param name="from">How far the picking has come: an index into the ids, or the last number.</param>
    /// <param name="most">At most so many.</param>
    public static List<PickedMessage> Next(StoreConnection connection, long queue, QueueSelection selection, PickPlace from, int most) => selection.Ids.Count > 0
        ? ById(connection, queue, [.. selection.Ids.Skip(from.Index).Take(most)])
        : ByStatus(connection, queue, selection.Status, from, most);

    private static List<PickedMessage> ById(StoreConnection connection, long queue, MessageId[] ids)
    {
        var picked = new List<PickedMessage>();
        Span<byte> bytes = stackalloc byte[16];
        foreach (var id in ids)
        {
            id.WriteTo(bytes);
            using var find = connection.Prepare("SELECT number, id FROM queue_message WHERE id = ?1 AND queue = ?2 AND owner IS NULL");
            if (find.Bind(1, bytes).Bind(2, queue).Step())
            {
                picked.Add(new(find.Int64(0), MessageId.Read(find.Blob(1))));
            }
        }

        return picked;
    }

    private static List<PickedMessage> ByStatus(StoreConnection connection, long queue, QueueEntryStatus? status, PickPlace from, int most)
    {
        var picked = new List<PickedMessage>();
        foreach (var part in QueueParts.Of(status).Where(p => p != QueueParts.Owned))
        {
            using var find = connection.Prepare(
                $"SELECT number, id FROM queue_message WHERE queue = ?2 AND {part} AND number > ?3 AND (?4 < 0 OR {QueueParts.Status} = ?4) ORDER BY number LIMIT ?5");
            find.Bind(1, StoreTime.Write(from.Now)).Bind(2, queue).Bind(3, from.Number).Bind(4, status is { } wanted ? (long)wanted : -1L).Bind(5, most);
            while (find.Step())
            {
                picked.Add(new(find.Int64(0), MessageId.Read(find.Blob(1))));
            }
        }

        picked.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return picked.Count > most ? picked.GetRange(0, most) : picked;
    }
}

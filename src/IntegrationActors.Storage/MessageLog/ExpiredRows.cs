using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>Deletes from the message log, together with what hangs on a message.</summary>
internal sealed class ExpiredRows(StorageUsage usage)
{
    public void Delete(StoreConnection connection, MessageId expired)
    {
        Span<byte> id = stackalloc byte[16];
        expired.WriteTo(id);
        using (var find = connection.Prepare("SELECT keys FROM message WHERE id = ?1"))
        {
            if (find.Bind(1, id).Step())
            {
                DeleteKeys(connection, id, find.Blob(0));
            }
        }

        using (var traces = connection.Prepare("DELETE FROM trace WHERE id = ?1 RETURNING length(content)"))
        {
            DeleteCounted(connection, traces.Bind(1, id));
        }

        using var message = connection.Prepare("DELETE FROM message WHERE id = ?1");
        message.Bind(1, id).Run();
    }

    /// <summary>Deletes the oldest messages that started before the minute of <paramref name="before"/>, so that no minute of a partner is left without its messages.</summary>
    /// <returns>How many; fewer than <paramref name="most"/> when none is left.</returns>
    public int DeleteMessages(StoreConnection connection, DateTimeOffset before, int most)
    {
        Span<byte> bound = stackalloc byte[16];
        before = MessagePartners.MinuteOf(before);
        MessageId.Lowest(before).WriteTo(bound);
        var expired = new List<MessageId>(most);
        var partners = new HashSet<(int Role, string Name)>();
        using (var find = connection.Prepare("SELECT id, sender, receiver FROM message WHERE id < ?1 ORDER BY id LIMIT ?2"))
        {
            find.Bind(1, bound).Bind(2, most);
            while (find.Step())
            {
                expired.Add(MessageId.Read(find.Blob(0)));
                Add(partners, MessagePartners.Sender, find.TextOrNull(1));
                var receivers = find.TextOrNull(2);
                Add(partners, MessagePartners.Receiver, receivers);
                partners.UnionWith(MessagePartners.Listed(receivers).Select(receiver => (MessagePartners.Receiver, receiver)));
            }
        }

        foreach (var id in expired)
        {
            Delete(connection, id);
        }

        foreach (var (role, name) in partners)
        {
            MessagePartners.Delete(connection, role, name, before);
        }

        return expired.Count;
    }

    /// <summary>Deletes the oldest captured content that was written before <paramref name="before"/>.</summary>
    public int DeleteTraces(StoreConnection connection, DateTimeOffset before, int most)
    {
        using var delete = connection.Prepare(
            "DELETE FROM trace WHERE number IN (SELECT number FROM (SELECT number, written FROM trace ORDER BY number LIMIT ?2) AS oldest WHERE written < ?1) RETURNING length(content)");
        return DeleteCounted(connection, delete.Bind(1, StoreTime.Write(before)).Bind(2, most));
    }

    /// <summary>Deletes the oldest captured content, whatever its age.</summary>
    public int DeleteOldestTraces(StoreConnection connection, int most)
    {
        using var delete = connection.Prepare("DELETE FROM trace WHERE number IN (SELECT number FROM trace ORDER BY number LIMIT ?1) RETURNING length(content)");
        return DeleteCounted(connection, delete.Bind(1, most));
    }

    private static void Add(HashSet<(int Role, string Name)> partners, int role, string? name)
    {
        if (name is not null)
        {
            partners.Add((role, name));
        }
    }

    private static void DeleteKeys(StoreConnection connection, ReadOnlySpan<byte> id, ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty)
        {
            return;
        }

        foreach (var (name, value) in Packing.ReadPairs(ref packed))
        {
            using var delete = connection.Prepare("DELETE FROM message_key WHERE name = ?1 AND value = ?2 AND id = ?3");
            delete.Bind(1, name).Bind(2, value).Bind(3, id).Run();
        }
    }

    private int DeleteCounted(StoreConnection connection, Statement delete)
    {
        var (count, bytes) = (0, 0L);
        while (delete.Step())
        {
            count++;
            bytes += delete.Int64(0);
        }

        usage.Adjust(connection, StorageKind.Traces, -bytes);
        return count;
    }
}

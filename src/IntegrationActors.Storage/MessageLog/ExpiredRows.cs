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
        IReadOnlyList<KeyValuePair<string, string>> keys;
        using (var find = connection.Prepare("SELECT keys FROM message WHERE id = ?1"))
        {
            keys = find.Bind(1, id).Step() ? Keys(find.Blob(0)) : [];
        }

        Delete(connection, expired, keys);
    }

    /// <summary>
    /// Deletes the oldest messages that ended before the minute of <paramref name="before"/>, so that no minute of a partner is left without its messages. One that waited in a queue has an old id
    /// when it ends, and is kept from its end on.
    /// </summary>
    /// <returns>How many; fewer than <paramref name="most"/> when none is left.</returns>
    public int DeleteMessages(StoreConnection connection, DateTimeOffset before, int most)
    {
        Span<byte> bound = stackalloc byte[16];
        before = MessagePartners.MinuteOf(before);
        MessageId.Lowest(before).WriteTo(bound);
        var expired = new List<(MessageId Id, IReadOnlyList<KeyValuePair<string, string>> Keys)>(most);
        var partners = new HashSet<(int Role, string Name)>();
        using (var find = connection.Prepare("SELECT id, sender, receiver, keys FROM message WHERE id < ?1 AND started + duration < ?3 ORDER BY id LIMIT ?2"))
        {
            find.Bind(1, bound).Bind(2, most).Bind(3, StoreTime.Write(before));
            while (find.Step())
            {
                expired.Add((MessageId.Read(find.Blob(0)), Keys(find.Blob(3))));
                Add(partners, MessagePartners.Sender, find.TextOrNull(1));
                var receivers = find.TextOrNull(2);
                Add(partners, MessagePartners.Receiver, receivers);
                partners.UnionWith(MessagePartners.Listed(receivers).Select(receiver => (MessagePartners.Receiver, receiver)));
            }
        }

        if (connection.Dialect == SqlDialect.Sqlite)
        {
            expired.ForEach(message => Delete(connection, message.Id, message.Keys));
        }
        else
        {
            DeleteTogether(connection, expired);
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

    private static IReadOnlyList<KeyValuePair<string, string>> Keys(ReadOnlySpan<byte> packed) => packed.IsEmpty ? [] : Packing.ReadPairs(ref packed);

    private void Delete(StoreConnection connection, MessageId message, IReadOnlyList<KeyValuePair<string, string>> keys)
    {
        Span<byte> id = stackalloc byte[16];
        message.WriteTo(id);
        foreach (var (name, value) in keys)
        {
            using var delete = connection.Prepare("DELETE FROM message_key WHERE name = ?1 AND value = ?2 AND id = ?3");
            delete.Bind(1, name).Bind(2, value).Bind(3, id).Run();
        }

        using (var traces = connection.Prepare("DELETE FROM trace WHERE id = ?1 RETURNING length(content)"))
        {
            DeleteCounted(connection, traces.Bind(1, id));
        }

        using var row = connection.Prepare("DELETE FROM message WHERE id = ?1");
        row.Bind(1, id).Run();
    }

    // Three round trips, however many there are.
    private void DeleteTogether(StoreConnection connection, List<(MessageId Id, IReadOnlyList<KeyValuePair<string, string>> Keys)> messages)
    {
        var keys = messages.SelectMany(message => message.Keys.Select(key => (Id: Bytes(message.Id), key.Key, key.Value))).ToList();
        if (keys.Count > 0)
        {
            using var delete = connection.Prepare("""
                DELETE FROM message_key k USING unnest(?1::text[], ?2::text[], ?3::bytea[]) AS gone (name, value, id)
                WHERE k.name = gone.name AND k.value = gone.value AND k.id = gone.id
                """);
            delete.BindArray(1, keys.Select(key => key.Key).ToArray()).BindArray(2, keys.Select(key => key.Value).ToArray()).BindArray(3, keys.Select(key => key.Id).ToArray()).Run();
        }

        byte[]?[] ids = [.. messages.Select(message => Bytes(message.Id))];
        using (var traces = connection.Prepare("DELETE FROM trace WHERE id = ANY(?1::bytea[]) RETURNING length(content)"))
        {
            DeleteCounted(connection, traces.BindArray(1, ids));
        }

        using var rows = connection.Prepare("DELETE FROM message WHERE id = ANY(?1::bytea[])");
        rows.BindArray(1, ids).Run();
    }

    private static byte[] Bytes(MessageId message)
    {
        var id = new byte[16];
        message.WriteTo(id);
        return id;
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

using System.Buffers;
using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.MessageLog;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Contents;

/// <summary>
/// Messages of data stores, aggregators, the message store and attachments: headers, properties, body and attachments, all encrypted, under the id of the row that refers to them.
/// Use: prepare (large contents go to the database), then insert in the transaction of that row; delete with it.
/// </summary>
internal sealed class MessageParts(StoreContext store, ContentChunks chunks)
{
    private const int Body = 0;

    private const string InsertPart = "INSERT INTO message_part (owner, number, length, stored, content, about, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    private sealed record Row(byte[] About, StoredContent Content);

    /// <summary>Encrypts a message; what is large is durable when it completes. An unread body is spent afterwards.</summary>
    /// <exception cref="FaultException">IA3504: over the quota. IA3500: the store can't be written.</exception>
    public async ValueTask<StoredMessage> PrepareAsync(
        StorageKind kind, MessageId owner, Message message, IReadOnlyList<KeyValuePair<string, string>> properties, CancellationToken cancel)
    {
        var parts = new List<StoredPart>();
        try
        {
            var about = new ArrayBufferWriter<byte>(512);
            about.WriteHeaders(message.Headers);
            about.WritePairs(properties);
            parts.Add(await PrepareAsync(kind, Place(owner, Body), about, message.Body, cancel));
            foreach (var attachment in message.HasAttachments ? message.Attachments : [])
            {
                about.ResetWrittenCount();
                about.WriteText(attachment.Name);
                about.WriteText(attachment.ContentType);
                parts.Add(await PrepareAsync(kind, Place(owner, parts.Count), about, attachment.Content, cancel));
            }

            return new StoredMessage(owner, parts);
        }
        catch
        {
            await GiveUpAsync(parts);
            throw;
        }
    }

    /// <summary>Writes the rows of a prepared message.</summary>
    public void Insert(StoreConnection connection, StorageKind kind, StoredMessage message)
    {
        Span<byte> owner = stackalloc byte[16], content = stackalloc byte[16];
        message.Owner.WriteTo(owner);
        var stored = 0L;
        for (var number = 0; number < message.Parts.Count; number++)
        {
            var part = message.Parts[number];
            stored += part.Stored;
            using var insert = connection.Prepare(InsertPart);
            insert.Bind(1, owner).Bind(2, number).Bind(3, part.Content.Length).Bind(4, part.Stored).Bind(6, part.About);
            if (part.Content.Chunks is { } id)
            {
                id.WriteTo(content);
                insert.Bind(5, content);
            }
            else
            {
                insert.Bind(7, part.Content.Inline);
            }

            insert.Run();
            ContentChunks.Claim(connection, part.Content.Chunks);
        }

        store.Usage.Adjust(connection, kind, stored);
    }

    /// <summary>Gives up the chunks of a message that was prepared and then not inserted.</summary>
    public void Abandon(StoreConnection connection, StoredMessage message)
    {
        foreach (var part in message.Parts)
        {
            chunks.Release(connection, part.Content.Chunks);
        }
    }

    /// <summary>Deletes a message, with the row that refers to it.</summary>
    public void Delete(StoreConnection connection, StorageKind kind, MessageId owner)
    {
        Span<byte> id = stackalloc byte[16];
        owner.WriteTo(id);
        var (stored, contents) = (0L, new List<MessageId>());
        using (var delete = connection.Prepare("DELETE FROM message_part WHERE owner = ?1 RETURNING stored, content"))
        {
            delete.Bind(1, id);
            while (delete.Step())
            {
                stored += delete.Int64(0);
                if (!delete.IsNull(1))
                {
                    contents.Add(MessageId.Read(delete.Blob(1)));
                }
            }
        }

        foreach (var content in contents)
        {
            chunks.Release(connection, content);
        }

        store.Usage.Adjust(connection, kind, -stored);
    }

    /// <summary>Opens a message; null when it is not there any more.</summary>
    public async ValueTask<OpenedMessage?> OpenAsync(MessageId owner, CancellationToken cancel)
    {
        var rows = await store.ReadAsync(connection => Find(connection, owner), cancel);
        if (rows.Count == 0)
        {
            return null;
        }

        try
        {
            return await OpenAsync(owner, rows, cancel);
        }
        catch (InvalidDataException)
        {
            // Chunks that went while they were read went with their message; otherwise the database is damaged.
            if ((await store.ReadAsync(connection => Find(connection, owner), cancel)).Count == 0)
            {
                return null;
            }

            throw;
        }
    }

    private async ValueTask<OpenedMessage> OpenAsync(MessageId owner, List<Row> rows, CancellationToken cancel)
    {
        var (headers, properties) = ReadAbout(store.Unprotect(About(Place(owner, Body)), rows[Body].About));
        var message = new Message { Headers = headers };
        try
        {
            message.Body = await chunks.ReadAsync(Place(owner, Body), rows[Body].Content, cancel);
            for (var number = 1; number < rows.Count; number++)
            {
                var (name, type) = ReadName(store.Unprotect(About(Place(owner, number)), rows[number].About));
                message.Attachments.Add(new Attachment(name, type, await chunks.ReadAsync(Place(owner, number), rows[number].Content, cancel)));
            }

            return new OpenedMessage(message, properties);
        }
        catch
        {
            await GiveBackAsync(message);
            throw;
        }
    }

    private async ValueTask<StoredPart> PrepareAsync(StorageKind kind, string place, ArrayBufferWriter<byte> about, Payload content, CancellationToken cancel)
    {
        var stored = await chunks.WriteAsync(kind, place, content, cancel);
        return new StoredPart(store.Protect(About(place), about.WrittenSpan), stored);
    }

    private async ValueTask GiveUpAsync(List<StoredPart> parts)
    {
        foreach (var part in parts)
        {
            if (part.Content.Chunks is { } id)
            {
                await chunks.GiveUpAsync(id);
            }
        }
    }

    private static List<Row> Find(StoreConnection connection, MessageId owner)
    {
        Span<byte> id = stackalloc byte[16];
        owner.WriteTo(id);
        var rows = new List<Row>();
        using var find = connection.Prepare("SELECT about, length, body, content FROM message_part WHERE owner = ?1 ORDER BY number");
        find.Bind(1, id);
        while (find.Step())
        {
            var content = new StoredContent(find.Int64(1), find.IsNull(3) ? find.Blob(2).ToArray() : null, find.IsNull(3) ? null : MessageId.Read(find.Blob(3)));
            rows.Add(new Row(find.Blob(0).ToArray(), content));
        }

        return rows;
    }

    private static (HeaderMap Headers, KeyValuePair<string, string>[] Properties) ReadAbout(ReadOnlySpan<byte> about)
    {
        var headers = new HeaderMap();
        foreach (var (name, value) in Packing.ReadPairs(ref about))
        {
            headers.Set(name, value);
        }

        return (headers, Packing.ReadPairs(ref about));
    }

    private static (string Name, string ContentType) ReadName(ReadOnlySpan<byte> about) => (Packing.ReadText(ref about), Packing.ReadText(ref about));

    private static async ValueTask GiveBackAsync(Message message)
    {
        await message.Body.DisposeAsync();
        if (message.HasAttachments)
        {
            foreach (var attachment in message.Attachments)
            {
                await attachment.Content.DisposeAsync();
            }
        }
    }

    private static string Place(MessageId owner, int number) => string.Create(CultureInfo.InvariantCulture, $"message-part/{owner}/{number}");

    /// <summary>What the body of a row is encrypted for.</summary>
    public static string Place(RowKey row) => Place(MessageId.Read(row.Blob(0)), (int)row.Number(1));

    /// <summary>What headers and properties, or the name of an attachment, are encrypted for.</summary>
    public static string About(string place) => $"{place}/about";
}

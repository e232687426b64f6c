using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Attachments;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Attachments;

/// <summary>Attachments of the message processing log in their table.</summary>
internal sealed class AttachmentStore : IAttachments
{
    private const string Columns = "SELECT id, message, name, content_type, length, written, dropped FROM log_attachment";

    private readonly StoreContext _store;
    private readonly MessageParts _parts;
    private readonly AttachmentBudget _budget;
    private readonly EachWrite<Row, bool> _insert;

    public AttachmentStore(StoreContext store, MessageParts parts)
    {
        (_store, _parts) = (store, parts);
        _budget = new AttachmentBudget(store);
        _insert = new EachWrite<Row, bool>(Insert);
    }

    private sealed record Row(LogAttachment Info, StoredMessage? Content);

    public async ValueTask<LogAttachment> AddAsync(MessageId message, Attachment attachment, CancellationToken cancel)
    {
        var content = attachment.Content;
        if (content.Length is null)
        {
            // Whether it fits must be known before it is stored.
            await content.BufferAsync(cancel);
        }

        var length = content.Length ?? 0;
        var (id, fits) = (_store.NewId(), await _budget.TryTakeAsync(length, cancel));
        var stored = fits ? await _parts.PrepareAsync(StorageKind.MessageLog, id, new Message { Body = content }, [], cancel) : null;
        var info = new LogAttachment(
            id, message, StoreNames.Cut(attachment.Name, LogAttachment.LongestName), StoreNames.Cut(attachment.ContentType, LogAttachment.LongestContentType), stored?.Length ?? length, _store.Now, IsDropped: !fits);
        await _store.WriteAsync(_insert, new Row(info, stored), cancel);
        return info;
    }

    public async ValueTask<IReadOnlyList<LogAttachment>> ListAsync(MessageId message, CancellationToken cancel) => await _store.ReadAsync(
        connection =>
        {
            var list = new List<LogAttachment>();
            using var find = connection.Prepare($"{Columns} WHERE message = ?1 ORDER BY written, id");
            find.Bind(1, message);
            while (find.Step())
            {
                list.Add(new LogAttachment(find.Id(0), find.Id(1), find.Text(2), find.Text(3), find.Int64(4), find.Time(5), find.Int32(6) == 1));
            }

            return list;
        },
        cancel);

    public async ValueTask<Payload?> OpenAsync(MessageId id, CancellationToken cancel) => (await _parts.OpenAsync(id, cancel))?.Message.Body;

    /// <summary>Deletes some that were added before <paramref name="before"/>.</summary>
    public int DeleteExpired(StoreConnection connection, DateTimeOffset before, int most)
    {
        var ids = new List<MessageId>();
        using (var delete = connection.Prepare("DELETE FROM log_attachment WHERE id IN (SELECT id FROM log_attachment WHERE id < ?1 ORDER BY id LIMIT ?2) RETURNING id"))
        {
            delete.Bind(1, MessageId.Lowest(before)).Bind(2, most);
            while (delete.Step())
            {
                ids.Add(delete.Id(0));
            }
        }

        foreach (var id in ids)
        {
            _parts.Delete(connection, StorageKind.MessageLog, id);
        }

        return ids.Count;
    }

    private bool Insert(StoreConnection connection, Row row)
    {
        var info = row.Info;
        using (var insert = connection.Prepare("INSERT INTO log_attachment (id, message, name, content_type, length, written, dropped) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
        {
            insert.Bind(1, info.Id).Bind(2, info.Message).Bind(3, info.Name).Bind(4, info.ContentType).Bind(5, info.Length).Bind(6, StoreTime.Write(info.Written))
                .Bind(7, info.IsDropped ? 1 : 0).Run();
        }

        if (row.Content is { } content)
        {
            _parts.Insert(connection, StorageKind.MessageLog, content);
        }

        return true;
    }
}

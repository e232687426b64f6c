using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Persisted;

/// <summary>Kept messages in their table.</summary>
internal sealed class PersistedMessageStore : IMessageStore
{
    private const string Columns = "SELECT id, exchange, flow, step, length, written, expires FROM persisted_message";

    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(180);

    private readonly StoreContext _store;
    private readonly MessageParts _parts;
    private readonly EachWrite<Row, bool> _insert;

    public PersistedMessageStore(StoreContext store, MessageParts parts)
    {
        (_store, _parts) = (store, parts);
        _insert = new EachWrite<Row, bool>(Insert);
    }

    private sealed record Row(PersistedMessageInfo Info, StoredMessage Content);

    public async ValueTask<MessageId> WriteAsync(PersistedMessage message, CancellationToken cancel)
    {
        StoreNames.Check("The step of a kept message", message.Step, PersistedMessage.LongestStep);
        StoreNames.Check("The time to keep a message", message.KeepFor, LongestKept);
        var (id, now) = (_store.NewId(), _store.Now);
        var content = await _parts.PrepareAsync(StorageKind.Contents, id, message.Message, message.Properties, cancel);
        await _store.WriteAsync(_insert, new Row(new PersistedMessageInfo(id, message.Exchange, message.Flow, message.Step, content.Length, now, now + message.KeepFor), content), cancel);
        return id;
    }

    public async ValueTask<IReadOnlyList<PersistedMessageInfo>> ListAsync(MessageId exchange, CancellationToken cancel) => await _store.ReadAsync(
        connection =>
        {
            var list = new List<PersistedMessageInfo>();
            using var find = connection.Prepare($"{Columns} WHERE exchange = ?1 AND expires > ?2 ORDER BY id");
            find.Bind(1, exchange).Bind(2, StoreTime.Write(_store.Now));
            while (find.Step())
            {
                list.Add(Read(find));
            }

            return list;
        },
        cancel);

    public async ValueTask<PersistedContent?> ReadAsync(MessageId id, CancellationToken cancel)
    {
        var info = await _store.ReadAsync(
            connection =>
            {
                using var find = connection.Prepare($"{Columns} WHERE id = ?1 AND expires > ?2");
                return find.Bind(1, id).Bind(2, StoreTime.Write(_store.Now)).Step() ? Read(find) : null;
            },
            cancel);
        return info is not null && await _parts.OpenAsync(id, cancel) is { } opened ? new PersistedContent(info, opened.Message, opened.Properties) : null;
    }

    public async ValueTask<bool> DeleteAsync(MessageId id, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await _store.WriteAsync(connection =>
        {
            using var delete = connection.Prepare("DELETE FROM persisted_message WHERE id = ?1 RETURNING id");
            return Delete(connection, delete.Bind(1, id)) == 1;
        }, cancel);
    }

    /// <summary>Deletes some that expired before <paramref name="now"/>.</summary>
    public int DeleteExpired(StoreConnection connection, DateTimeOffset now, int most)
    {
        using var delete = connection.Prepare("DELETE FROM persisted_message WHERE id IN (SELECT id FROM persisted_message WHERE expires <= ?1 ORDER BY expires LIMIT ?2) RETURNING id");
        return Delete(connection, delete.Bind(1, StoreTime.Write(now)).Bind(2, most));
    }

    private bool Insert(StoreConnection connection, Row row)
    {
        using (var insert = connection.Prepare("INSERT INTO persisted_message (id, exchange, flow, step, length, written, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
        {
            var info = row.Info;
            insert.Bind(1, info.Id).Bind(2, info.Exchange).Bind(3, info.Flow).Bind(4, info.Step).Bind(5, info.Length)
                .Bind(6, StoreTime.Write(info.Written)).Bind(7, StoreTime.Write(info.Expires)).Run();
        }

        _parts.Insert(connection, StorageKind.Contents, row.Content);
        return true;
    }

    private int Delete(StoreConnection connection, Statement delete)
    {
        var ids = new List<MessageId>();
        while (delete.Step())
        {
            ids.Add(delete.Id(0));
        }

        foreach (var id in ids)
        {
            _parts.Delete(connection, StorageKind.Contents, id);
        }

        return ids.Count;
    }

    private static PersistedMessageInfo Read(Statement row) => new(row.Id(0), row.Id(1), row.Text(2), row.Text(3), row.Int64(4), row.Time(5), row.Time(6));
}

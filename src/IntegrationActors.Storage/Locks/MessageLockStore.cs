using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Locks;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Locks;

/// <summary>Locks in their table.</summary>
internal sealed class MessageLockStore(StoreContext store) : IMessageLocks
{
    private const int LongestName = 255;
    private const int LongestEntry = 1024;

    private const string TakeLock = """
        INSERT INTO message_lock (component, source, entry, id, owner, message, created, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (component, source, entry) DO UPDATE SET id = excluded.id, owner = excluded.owner, message = excluded.message, created = excluded.created, expires = excluded.expires
          WHERE message_lock.expires <= ?7 OR message_lock.owner = excluded.owner
        RETURNING expires
        """;

    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(400);

    public async ValueTask<MessageLock?> AcquireAsync(MessageLockRequest request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        StoreNames.Check("The component of a lock", request.Component, LongestName);
        StoreNames.Check("The source of a lock", request.Source, LongestEntry);
        StoreNames.Check("The entry of a lock", request.Entry, LongestEntry);
        StoreNames.Check("The owner of a lock", request.Owner, LongestName);
        StoreNames.Check("The time of a lock", request.ExpiresAfter, LongestTime);
        var now = store.Now;
        var taken = new MessageLock(store.NewId(), request.Component, request.Source, request.Entry, request.Owner, request.Message, now, now + request.ExpiresAfter);
        return await StoreContext.TakeAsync(store.WriteAsync(connection => Take(connection, taken), CancellationToken.None), _ => ReleaseLateAsync(taken.Id), cancel) ? taken : null;
    }

    public async ValueTask<bool> ReleaseAsync(MessageId id) => await store.WriteAsync(connection =>
    {
        using var delete = connection.Prepare("DELETE FROM message_lock WHERE id = ?1 RETURNING expires");
        return delete.Bind(1, id).Step() && delete.Time(0) > store.Now;
    });

    public async ValueTask<IReadOnlyList<MessageLock>> ListAsync(CancellationToken cancel) => await store.ReadAsync(
        connection =>
        {
            var list = new List<MessageLock>();
            using var find = connection.Prepare("SELECT id, component, source, entry, owner, message, created, expires FROM message_lock WHERE expires > ?1 ORDER BY id DESC LIMIT ?2");
            find.Bind(1, StoreTime.Write(store.Now)).Bind(2, IMessageLocks.MostListed);
            while (find.Step())
            {
                list.Add(new MessageLock(find.Id(0), find.Text(1), find.Text(2), find.Text(3), find.Text(4), find.IdOrNull(5), find.Time(6), find.Time(7)));
            }

            return list;
        },
        cancel);

    /// <summary>Deletes some that expired before <paramref name="now"/>.</summary>
    public static int DeleteExpired(StoreConnection connection, DateTimeOffset now, int most)
    {
        using var delete = connection.Prepare("DELETE FROM message_lock WHERE id IN (SELECT id FROM message_lock WHERE expires <= ?1 ORDER BY expires LIMIT ?2)");
        return delete.Bind(1, StoreTime.Write(now)).Bind(2, most).Run();
    }

    private async ValueTask ReleaseLateAsync(MessageId id) => await ReleaseAsync(id);

    private static bool Take(StoreConnection connection, MessageLock taken)
    {
        using var take = connection.Prepare(TakeLock);
        return take.Bind(1, taken.Component).Bind(2, taken.Source).Bind(3, taken.Entry).Bind(4, taken.Id).Bind(5, taken.Owner).Bind(6, taken.Message)
            .Bind(7, StoreTime.Write(taken.Created)).Bind(8, StoreTime.Write(taken.Expires)).Step();
    }
}

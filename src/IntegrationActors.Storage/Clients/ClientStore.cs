using System.Collections.Concurrent;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Clients;

/// <summary>
/// Sender clients of a tenant. A client has several secrets at a time, so one can be rotated without a gap: add the new one, let the sender change over, remove the
/// old one or let it expire. All clients are held in memory as of the last change; changes made on another node are seen within <see cref="StoreDatabase.Trusted"/>.
/// </summary>
public sealed class ClientStore : IClientDirectory
{
    private readonly StoreDatabase _database;
    private readonly TimeProvider _time;
    private readonly Lock _publishing = new();
    private volatile Snapshot? _snapshot;
    private long _changes;

    internal ClientStore(StoreDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    public ValueTask<SenderClient?> FindAsync(string clientId, CancellationToken cancel)
    {
        return Current() is { } known ? new(known.Find(clientId, _time)) : Load();

        async ValueTask<SenderClient?> Load() => (await ReadAsync(cancel)).Find(clientId, _time);
    }

    /// <summary>All clients, by id.</summary>
    public async Task<IReadOnlyList<ClientDetails>> ListAsync(CancellationToken cancel) =>
        [.. (await SnapshotAsync(cancel)).Rows.Values.Select(row => row.Details).OrderBy(client => client.Id, StringComparer.Ordinal)];

    public async Task<ClientDetails?> GetAsync(string clientId, CancellationToken cancel) =>
        (await SnapshotAsync(cancel)).Rows.GetValueOrDefault(clientId)?.Details;

    /// <summary>Makes a client, or sets the roles of one.</summary>
    /// <returns>True when it is new.</returns>
    public Task<bool> PutAsync(string clientId, IReadOnlyList<string> roles) => ChangeAsync(
        connection =>
        {
            var now = StoreTime.Write(_time.GetUtcNow());
            using var update = connection.Prepare("UPDATE client SET roles = ?2, changed = ?3 WHERE id = ?1");
            if (update.Bind(1, clientId).Bind(2, ClientRow.WriteRoles(roles)).Bind(3, now).Run() == 1)
            {
                return false;
            }

            using var insert = connection.Prepare("INSERT INTO client (id, roles, created, changed) VALUES (?1, ?2, ?3, ?3)");
            insert.Bind(1, clientId).Bind(2, ClientRow.WriteRoles(roles)).Bind(3, now).Run();
            return true;
        });

    /// <summary>Deletes a client with its secrets.</summary>
    /// <returns>False when there was none.</returns>
    public Task<bool> DeleteAsync(string clientId) => ChangeAsync(
        connection =>
        {
            using var delete = connection.Prepare("DELETE FROM client WHERE id = ?1");
            return delete.Bind(1, clientId).Run() == 1;
        });

    /// <summary>Adds a secret to a client, by its hash.</summary>
    /// <returns>The secret, or null when there is no such client.</returns>
    public Task<ClientSecret?> AddSecretAsync(string clientId, string hash, DateTimeOffset? expires) => ChangeAsync(
        connection =>
        {
            var now = _time.GetUtcNow();
            using var insert = connection.Prepare(
                "INSERT INTO client_secret (client, hash, created, expires) SELECT id, ?2, ?3, ?4 FROM client WHERE id = ?1 RETURNING number, created, expires");
            insert.Bind(1, clientId).Bind(2, hash).Bind(3, StoreTime.Write(now)).Bind(4, StoreTime.Write(expires));
            return insert.Step() ? new ClientSecret(insert.Int64(0), insert.Time(1), insert.TimeOrNull(2)) : null;
        });

    /// <summary>Removes a secret: it stops working at once.</summary>
    /// <returns>False when the client has none of that number.</returns>
    public Task<bool> RemoveSecretAsync(string clientId, long number) => ChangeAsync(
        connection =>
        {
            using var delete = connection.Prepare("DELETE FROM client_secret WHERE client = ?1 AND number = ?2");
            return delete.Bind(1, clientId).Bind(2, number).Run() == 1;
        });

    // The snapshot changes before the caller is told, so that its next request already sees the change. It is numbered by the one thread that writes.
    private async Task<T> ChangeAsync<T>(Func<StoreConnection, T> change)
    {
        var (result, snapshot) = await _database.WriteAsync(connection => (change(connection), new Snapshot(++_changes, _time.GetUtcNow(), ClientRow.ReadAll(connection))));
        Publish(snapshot);
        return result;
    }

    // One caller reads an old snapshot anew, the others go on with it.
    private Snapshot? Current()
    {
        var known = _snapshot;
        return known is not null && _database.IsShared && known.IsOld(_time.GetUtcNow()) && known.TryClaim() ? null : known;
    }

    private async ValueTask<Snapshot> SnapshotAsync(CancellationToken cancel) => Current() ?? await ReadAsync(cancel);

    private async Task<Snapshot> ReadAsync(CancellationToken cancel)
    {
        var (old, now) = (_snapshot, _time.GetUtcNow());
        try
        {
            return Publish(await _database.ReadAsync(connection => new Snapshot(old?.Number ?? 0, now, ClientRow.ReadAll(connection)), cancel));
        }
        finally
        {
            old?.GiveBack();
        }
    }

    private Snapshot Publish(Snapshot snapshot)
    {
        lock (_publishing)
        {
            return _snapshot = _snapshot is { } known && known.Number > snapshot.Number ? known : snapshot;
        }
    }

    private sealed class Snapshot(long number, DateTimeOffset read, Dictionary<string, ClientRow> rows)
    {
        private readonly ConcurrentDictionary<string, (SenderClient Client, DateTimeOffset Until)> _valid = new(StringComparer.Ordinal);

        private int _claimed;

        public long Number => number;

        public Dictionary<string, ClientRow> Rows => rows;

        public bool IsOld(DateTimeOffset now) => now - read > StoreDatabase.Trusted;

        public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

        public void GiveBack() => Volatile.Write(ref _claimed, 0);

        public SenderClient? Find(string id, TimeProvider time)
        {
            if (!rows.TryGetValue(id, out var row))
            {
                return null;
            }

            var now = time.GetUtcNow();
            if (!_valid.TryGetValue(id, out var valid) || valid.Until <= now)
            {
                _valid[id] = valid = row.At(now);
            }

            return valid.Client;
        }
    }
}

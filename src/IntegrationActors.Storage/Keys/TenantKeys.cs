using System.Collections.ObjectModel;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Keys;

/// <summary>
/// The life of a tenant's keys: rotation makes a new one that encrypts from then on; what older ones encrypted is written anew in the background; then they are deleted. Each step is one
/// transaction, and each may be the last before a crash: the next run goes on from what the store says.
/// </summary>
public sealed class TenantKeys
{
    /// <summary>
    /// How long a retired key stays at least. A record that was encrypted just before the rotation may be committed after it, and another node learns of the rotation within
    /// <see cref="TenantCipher.Fresh"/>; only a walk that began later is sure to have seen all records of the key.
    /// </summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan AfterUnreadable = TimeSpan.FromHours(1);

    private readonly StoreDatabase _database;
    private readonly TenantCipher _cipher;
    private readonly Reencryption _reencryption;
    private readonly StoreEvents _events;
    private readonly TimeProvider _time;
    private (long Key, DateTimeOffset NotBefore) _walked;

    internal TenantKeys(string tenant, StoreDatabase database, TenantCipher cipher, StoreEvents events, TimeProvider time)
    {
        (_database, _cipher, _events, _time) = (database, cipher, events, time);
        _reencryption = new Reencryption(tenant, database, cipher, EncryptedTables.All);
    }

    /// <summary>Makes a new key, which encrypts from now on.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was changed.</exception>
    public async Task<TenantKeyInfo> RotateAsync()
    {
        var row = await _database.WriteAsync(Rotate);
        await LearnAsync(CancellationToken.None);
        _events.KeyRotated(row.Id);
        return Describe(row, row.Id, ReadOnlyDictionary<long, long>.Empty);
    }

    /// <summary>All keys, the current one first.</summary>
    public Task<IReadOnlyList<TenantKeyInfo>> ListAsync(CancellationToken cancel) => _database.ReadAsync<IReadOnlyList<TenantKeyInfo>>(
        connection =>
        {
            var rows = KeyRows.Read(connection);
            var counts = rows.Count > 1 ? Count(connection) : ReadOnlyDictionary<long, long>.Empty;
            return [.. rows.Reverse().Select(row => Describe(row, rows[^1].Id, counts))];
        },
        cancel);

    /// <summary>Wraps the keys by the master key that is current now.</summary>
    /// <exception cref="StoreKeyException">A key was wrapped by a master key that is not here.</exception>
    public Task<RewrapResult> RewrapAsync() => _database.WriteAsync(connection =>
    {
        var rows = KeyRows.Read(connection);
        var rewrapped = rows.Count(row => _cipher.Rewrap(row) is { } wrapped && KeyRows.Rewrap(connection, row, wrapped));
        return new RewrapResult(rewrapped, rows.Any(row => row.Id == KeyRow.Former));
    });

    /// <summary>
    /// Learns of rotations elsewhere, and gets on with retiring old keys: (1) a walk soon after the rotation writes nearly all records anew; (2) one after <see cref="Grace"/> finds the rest;
    /// (3) the old keys are deleted. Records that don't open keep them.
    /// </summary>
    internal async Task MaintainAsync(CancellationToken cancel)
    {
        var rows = await LearnAsync(cancel);
        var (current, now) = (_cipher.CurrentId, _time.GetUtcNow());
        var retired = rows.Where(row => row.Id < current).Max(row => row.Retired);
        if (retired is null || (_walked.Key == current && now < _walked.NotBefore))
        {
            return;
        }

        var (rewritten, unreadable) = await _reencryption.RunAsync(cancel);                            // 1, 2
        _events.RecordsReencrypted(rewritten, unreadable);
        if (unreadable > 0)
        {
            _walked = (current, now + AfterUnreadable);
            return;
        }

        var deleted = await _database.WriteAsync(connection => KeyRows.Delete(connection, current, now - Grace), cancel);   // 3
        _walked = (current, retired.Value + Grace);
        if (deleted > 0)
        {
            await LearnAsync(cancel);
            _events.KeysDeleted(deleted);
        }
    }

    private Task<IReadOnlyList<KeyRow>> LearnAsync(CancellationToken cancel) => _database.ReadAsync(_cipher.Load, cancel);

    private KeyRow Rotate(StoreConnection connection)
    {
        var row = _cipher.NewKey(KeyRows.Read(connection)[^1].Id + 1);
        if (!KeyRows.Insert(connection, row))
        {
            throw new StoreUnavailableException("Another node has just rotated the key of this tenant.");
        }

        KeyRows.Retire(connection, row.Id, row.Created);
        return row;
    }

    private static ReadOnlyDictionary<long, long> Count(StoreConnection connection) => EncryptedTables.All
        .SelectMany(table => table.Count(connection))
        .GroupBy(count => SealedRecord.VersionOf(count.Prefix) == SealedRecord.TenantVersion ? (long)SealedRecord.KeyOf(count.Prefix) : KeyRow.Former, count => count.Records)
        .ToDictionary(key => key.Key, key => key.Sum())
        .AsReadOnly();

    private static TenantKeyInfo Describe(KeyRow row, long current, IReadOnlyDictionary<long, long> counts) => row.Id == current
        ? new(row.Id, TenantKeyState.Current, row.Created, row.Retired, RecordsLeft: null)
        : new(row.Id, TenantKeyState.Retiring, row.Created, row.Retired, counts.GetValueOrDefault(row.Id));
}

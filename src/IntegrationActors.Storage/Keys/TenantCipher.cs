using System.Security.Cryptography;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Keys;

/// <summary>
/// Encrypts for one tenant with the keys in its store, which the master key wraps. Records of the time before there were tenant keys open with the master key still. The keys may be changed by
/// another node: they are read again for a record with an unknown key, and before they are so old that the key that encrypts might have been deleted meanwhile.
/// </summary>
internal sealed class TenantCipher(string tenant, ISecretProtector master, IStoreSource source, TimeProvider time) : ISecretProtector
{
    /// <summary>Keys that were read longer ago than this encrypt nothing. A retired key stays for more than twice as long: see <see cref="TenantKeys.Grace"/>.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly Lock _reading = new();
    private volatile KeySet? _keys;

    /// <summary>Id of the key that encrypts.</summary>
    public long CurrentId => Keys.Current.Id;

    private KeySet Keys => _keys ?? throw new InvalidOperationException($"The keys of tenant {tenant} have not been read.");

    /// <summary>Reads the keys of a store that is being opened; makes the first one if there is none.</summary>
    /// <exception cref="StoreKeyException">They were wrapped by a master key that is not here.</exception>
    public void Open(StoreConnection writer)
    {
        writer.Begin();
        if (KeyRows.Read(writer).Count == 0)
        {
            var now = time.GetUtcNow();
            if (EncryptedTables.All.Any(table => table.HasRecords(writer)))
            {
                KeyRows.Insert(writer, new KeyRow(KeyRow.Former, now, now, []));
            }

            KeyRows.Insert(writer, NewKey(KeyRow.Former + 1));
        }

        writer.Commit();
        Load(writer);
    }

    /// <summary>A new key, wrapped.</summary>
    public KeyRow NewKey(long id)
    {
        var key = RandomNumberGenerator.GetBytes(SealedRecord.KeyLength);
        var row = new KeyRow(id, time.GetUtcNow(), Retired: null, master.Protect(tenant, KeyRow.Purpose(id), key));
        CryptographicOperations.ZeroMemory(key);
        return row;
    }

    /// <summary>The same key, wrapped by the master key that is current now; null when it is already.</summary>
    public byte[]? Rewrap(KeyRow row)
    {
        if (row.Id == KeyRow.Former || master.IsCurrent(row.Wrapped))
        {
            return null;
        }

        var key = Unwrap(row);
        var wrapped = master.Protect(tenant, KeyRow.Purpose(row.Id), key);
        CryptographicOperations.ZeroMemory(key);
        return wrapped;
    }

    /// <summary>Reads the keys again.</summary>
    public void Reload()
    {
        using var reader = source.OpenReader();
        Load(reader);
    }

    /// <summary>Reads the keys over a connection that is there.</summary>
    /// <exception cref="StoreKeyException">They were wrapped by a master key that is not here.</exception>
    public IReadOnlyList<KeyRow> Load(StoreConnection connection)
    {
        lock (_reading)
        {
            var readAt = time.GetTimestamp();
            var rows = KeyRows.Read(connection);
            var keys = new Dictionary<long, DataKey>();
            foreach (var row in rows.Where(row => row.Id != KeyRow.Former))
            {
                // A key that is known keeps its series of nonces.
                keys[row.Id] = _keys?.All.GetValueOrDefault(row.Id) ?? new DataKey(row.Id, Unwrap(row));
            }

            if (keys.Count == 0)
            {
                throw new StoreKeyException($"The store of tenant {tenant} has lost its keys (table tenant_key is empty). Restore the store from a backup.");
            }

            _keys = new KeySet(keys[keys.Keys.Max()], keys, readAt);
            return rows;
        }
    }

    public void Protect(string tenant, string purpose, ReadOnlySpan<byte> secret, Span<byte> record)
    {
        CheckTenant(tenant);
        var keys = Keys;
        if (time.GetElapsedTime(keys.ReadAt) > Fresh)
        {
            Reload();
            keys = Keys;
        }

        keys.Current.Protect(tenant, purpose, secret, record);
    }

    public void Unprotect(string tenant, string purpose, ReadOnlySpan<byte> record, Span<byte> secret)
    {
        CheckTenant(tenant);
        switch (SealedRecord.VersionOf(record))
        {
            case SealedRecord.MasterVersion:
                master.Unprotect(tenant, purpose, record, secret);
                break;
            case SealedRecord.TenantVersion:
                Find(purpose, (long)SealedRecord.KeyOf(record)).Unprotect(tenant, purpose, record, secret);
                break;
            default:
                throw SealedRecord.Unknown(tenant, purpose);
        }
    }

    public bool IsCurrent(ReadOnlySpan<byte> record) =>
        SealedRecord.VersionOf(record) == SealedRecord.TenantVersion && (long)SealedRecord.KeyOf(record) == CurrentId;

    private DataKey Find(string purpose, long id)
    {
        if (Keys.All.TryGetValue(id, out var known))
        {
            return known;
        }

        Reload();
        return Keys.All.TryGetValue(id, out var added)
            ? added
            : throw new CryptographicException($"The encrypted record '{purpose}' of tenant {tenant} was made with key {id}, which its store does not have. Was the record copied from another store?");
    }

    private byte[] Unwrap(KeyRow row)
    {
        try
        {
            return master.Unprotect(tenant, KeyRow.Purpose(row.Id), row.Wrapped);
        }
        catch (CryptographicException e)
        {
            throw new StoreKeyException($"The store of tenant {tenant} can't be read: its key {row.Id} does not open. {e.Message}", e);
        }
    }

    private void CheckTenant(string other)
    {
        if (!string.Equals(tenant, other, StringComparison.Ordinal))
        {
            throw new CryptographicException($"A record of tenant {other} has no place in the store of tenant {tenant}.");
        }
    }
}

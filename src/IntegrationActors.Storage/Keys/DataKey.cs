using IntegrationActors.Core.Stores;

namespace IntegrationActors.Storage.Keys;

/// <summary>One key of a tenant, ready for use by many threads.</summary>
internal sealed class DataKey(long id, byte[] key)
{
    private readonly AesPool _pool = new(key);
    private readonly NonceSeries _nonces = new();

    public long Id => id;

    public void Protect(string tenant, string purpose, ReadOnlySpan<byte> secret, Span<byte> record)
    {
        SealedRecord.WritePrefix(record, SealedRecord.TenantVersion, (ulong)id);
        _nonces.Next(SealedRecord.NonceOf(record));
        var aes = _pool.Rent();
        try
        {
            SealedRecord.Seal(aes, tenant, purpose, secret, record);
        }
        finally
        {
            _pool.Return(aes);
        }
    }

    public void Unprotect(string tenant, string purpose, ReadOnlySpan<byte> record, Span<byte> secret)
    {
        var aes = _pool.Rent();
        try
        {
            SealedRecord.Open(aes, tenant, purpose, record, secret);
        }
        finally
        {
            _pool.Return(aes);
        }
    }
}

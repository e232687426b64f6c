using System.Globalization;
using System.Security.Cryptography;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Security;

/// <summary>
/// Encrypts with a key per tenant that is derived from the master key, and a random nonce per record (<see cref="SealedRecord"/> of version 1). It wraps the keys that each tenant
/// keeps in its store; those encrypt everything else.
/// </summary>
public sealed class SecretProtector(MasterKeyRing keys) : ISecretProtector
{
    public void Protect(string tenant, string purpose, ReadOnlySpan<byte> secret, Span<byte> record)
    {
        var master = keys.Current;
        SealedRecord.WritePrefix(record, SealedRecord.MasterVersion, master.Number);
        RandomNumberGenerator.Fill(SealedRecord.NonceOf(record));
        using var aes = Open(master, tenant);
        SealedRecord.Seal(aes, tenant, purpose, secret, record);
    }

    public void Unprotect(string tenant, string purpose, ReadOnlySpan<byte> record, Span<byte> secret)
    {
        if (SealedRecord.VersionOf(record) != SealedRecord.MasterVersion)
        {
            throw SealedRecord.Unknown(tenant, purpose);
        }

        var number = SealedRecord.KeyOf(record);
        if (!keys.TryFind(number, out var key))
        {
            throw new CryptographicException(
                $"The encrypted record '{purpose}' of tenant {tenant} was made with master key {number.ToString("x16", CultureInfo.InvariantCulture)}, which this node does not have. Add it behind the current one in {MasterKeyRing.Variable} or {MasterKeyRing.FileName}.");
        }

        using var aes = Open(key, tenant);
        SealedRecord.Open(aes, tenant, purpose, record, secret);
    }

    public bool IsCurrent(ReadOnlySpan<byte> record) =>
        SealedRecord.VersionOf(record) == SealedRecord.MasterVersion && SealedRecord.KeyOf(record) == keys.Current.Number;

    private static AesGcm Open(MasterKey master, string tenant)
    {
        Span<byte> key = stackalloc byte[MasterKey.Length];
        master.DeriveFor(tenant, key);
        var aes = new AesGcm(key, SealedRecord.TagLength);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }
}

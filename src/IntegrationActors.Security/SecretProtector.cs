using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Security;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) with a key per tenant derived from the master key, and a random nonce per record. A record is: version (1 byte), id of the
/// master key (8), nonce (12), tag (16), ciphertext. Version, key id, tenant and purpose are authenticated with it.
/// </summary>
public sealed class SecretProtector(MasterKeyRing keys) : ISecretProtector
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int NonceAt = 1 + MasterKey.IdLength;
    private const int TagAt = NonceAt + NonceLength;
    private const int TextAt = TagAt + TagLength;

    public byte[] Protect(string tenant, string purpose, ReadOnlySpan<byte> secret)
    {
        var record = new byte[TextAt + secret.Length];
        record[0] = Version;
        Convert.FromHexString(keys.Current.Id, record.AsSpan(1, MasterKey.IdLength), out _, out _);
        RandomNumberGenerator.Fill(record.AsSpan(NonceAt, NonceLength));
        using var aes = Open(keys.Current, tenant);
        aes.Encrypt(record.AsSpan(NonceAt, NonceLength), secret, record.AsSpan(TextAt), record.AsSpan(TagAt, TagLength), Associate(record, tenant, purpose));
        return record;
    }

    public byte[] Unprotect(string tenant, string purpose, ReadOnlySpan<byte> record)
    {
        if (record.Length < TextAt || record[0] != Version)
        {
            throw new CryptographicException($"The encrypted record '{purpose}' of tenant {tenant} has a format that this version does not know.");
        }

        var id = Convert.ToHexStringLower(record.Slice(1, MasterKey.IdLength));
        if (!keys.TryFind(id, out var key))
        {
            throw new CryptographicException(
                $"The encrypted record '{purpose}' of tenant {tenant} was made with master key {id}, which this node does not have. Add it behind the current one in {MasterKeyRing.Variable} or {MasterKeyRing.FileName}.");
        }

        using var aes = Open(key, tenant);
        var secret = new byte[record.Length - TextAt];
        aes.Decrypt(record.Slice(NonceAt, NonceLength), record[TextAt..], record.Slice(TagAt, TagLength), secret, Associate(record, tenant, purpose));
        return secret;
    }

    private static AesGcm Open(MasterKey master, string tenant)
    {
        Span<byte> key = stackalloc byte[MasterKey.Length];
        master.DeriveFor(tenant, key);
        var aes = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }

    // The length before the tenant keeps ("ab", "c") and ("a", "bc") apart.
    private static byte[] Associate(ReadOnlySpan<byte> record, string tenant, string purpose)
    {
        var tenantLength = Encoding.UTF8.GetByteCount(tenant);
        var data = new byte[NonceAt + sizeof(int) + tenantLength + Encoding.UTF8.GetByteCount(purpose)];
        record[..NonceAt].CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(NonceAt), tenantLength);
        var at = NonceAt + sizeof(int);
        at += Encoding.UTF8.GetBytes(tenant, data.AsSpan(at));
        Encoding.UTF8.GetBytes(purpose, data.AsSpan(at));
        return data;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Core.Stores;

/// <summary>
/// The form of an encrypted record: version (1 byte), id of the key (8, big endian), nonce (12), tag (16), ciphertext of AES-256-GCM (NIST SP 800-38D). Version, key id, tenant and
/// purpose are authenticated with it. Records of one store sort by the age of their key: the version first, then the id.
/// </summary>
public static class SealedRecord
{
    /// <summary>Made with a key that was derived from the master key: wrapped tenant keys, and all records before there were tenant keys.</summary>
    public const byte MasterVersion = 1;

    /// <summary>Made with a key of the tenant.</summary>
    public const byte TenantVersion = 2;

    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    /// <summary>Version and key id.</summary>
    public const int PrefixLength = 1 + sizeof(ulong);

    private const int TagAt = PrefixLength + NonceLength;
    private const int TextAt = TagAt + TagLength;
    private const int OnStack = 512;

    /// <summary>Length of the record of a secret.</summary>
    public static int LengthOf(int secretLength) => TextAt + secretLength;

    /// <summary>Length of the secret in a record; 0 for what is none, which does not open.</summary>
    public static int SecretLengthOf(ReadOnlySpan<byte> record) => Math.Max(0, record.Length - TextAt);

    /// <summary>Version of a record or of its prefix; 0 for what is none.</summary>
    public static byte VersionOf(ReadOnlySpan<byte> record) => record.Length < PrefixLength ? (byte)0 : record[0];

    /// <summary>The key that a record needs; what is shorter than <see cref="PrefixLength"/> has none.</summary>
    public static ulong KeyOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt64BigEndian(record[1..]);

    public static void WritePrefix(Span<byte> record, byte version, ulong key)
    {
        record[0] = version;
        BinaryPrimitives.WriteUInt64BigEndian(record[1..], key);
    }

    /// <summary>Where the nonce goes before <see cref="Seal"/>; never the same twice for a key.</summary>
    public static Span<byte> NonceOf(Span<byte> record) => record.Slice(PrefixLength, NonceLength);

    /// <summary>Encrypts into a record whose prefix and nonce are written.</summary>
    public static void Seal(AesGcm aes, string tenant, string purpose, ReadOnlySpan<byte> secret, Span<byte> record)
    {
        var length = AssociatedLength(tenant, purpose);
        var associated = length <= OnStack ? stackalloc byte[length] : new byte[length];
        Associate(record, tenant, purpose, associated);
        aes.Encrypt(NonceOf(record), secret, record[TextAt..], record.Slice(TagAt, TagLength), associated);
    }

    /// <summary>Opens a record with the key that it names.</summary>
    /// <exception cref="CryptographicException">It was changed, or belongs to another tenant or purpose.</exception>
    public static void Open(AesGcm aes, string tenant, string purpose, ReadOnlySpan<byte> record, Span<byte> secret)
    {
        if (record.Length < TextAt)
        {
            throw Unknown(tenant, purpose);
        }

        var length = AssociatedLength(tenant, purpose);
        var associated = length <= OnStack ? stackalloc byte[length] : new byte[length];
        Associate(record, tenant, purpose, associated);
        aes.Decrypt(record.Slice(PrefixLength, NonceLength), record[TextAt..], record.Slice(TagAt, TagLength), secret, associated);
    }

    /// <summary>What is said of bytes that are no record.</summary>
    public static CryptographicException Unknown(string tenant, string purpose) =>
        new($"The encrypted record '{purpose}' of tenant {tenant} has a format that this version does not know.");

    private static int AssociatedLength(string tenant, string purpose) =>
        PrefixLength + sizeof(int) + Encoding.UTF8.GetByteCount(tenant) + Encoding.UTF8.GetByteCount(purpose);

    // The length before the tenant keeps ("ab", "c") and ("a", "bc") apart.
    private static void Associate(ReadOnlySpan<byte> record, string tenant, string purpose, Span<byte> data)
    {
        record[..PrefixLength].CopyTo(data);
        data = data[PrefixLength..];
        var tenantLength = Encoding.UTF8.GetBytes(tenant, data[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(data, tenantLength);
        Encoding.UTF8.GetBytes(purpose, data[(sizeof(int) + tenantLength)..]);
    }
}

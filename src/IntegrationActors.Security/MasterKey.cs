using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Security;

/// <summary>A key that all secrets of a node hang on, with the id by which records name it.</summary>
internal sealed class MasterKey
{
    public const int Length = 32;

    private readonly byte[] _key;

    public MasterKey(byte[] key)
    {
        _key = key;
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, id, [], "IntegrationActors key id"u8);
        Number = BinaryPrimitives.ReadUInt64BigEndian(id);
    }

    /// <summary>By which records name the key.</summary>
    public ulong Number { get; }

    /// <summary>By which people name it.</summary>
    public string Id => Number.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Each tenant has a key of its own, so a record of one can't be opened as another's even if the associated data were ignored.</summary>
    public void DeriveFor(string tenant, Span<byte> target) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, target, [], Encoding.UTF8.GetBytes("IntegrationActors tenant " + tenant));
}

using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Security;

/// <summary>A key that all secrets of a node hang on, with the id by which records name it.</summary>
internal sealed class MasterKey
{
    public const int Length = 32;
    public const int IdLength = 8;

    private readonly byte[] _key;

    public MasterKey(byte[] key)
    {
        _key = key;
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, id, [], "IntegrationActors key id"u8);
        Id = Convert.ToHexStringLower(id[..IdLength]);
    }

    public string Id { get; }

    /// <summary>Each tenant has a key of its own, so a record of one can't be opened as another's even if the associated data were ignored.</summary>
    public void DeriveFor(string tenant, Span<byte> target) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, target, [], Encoding.UTF8.GetBytes("IntegrationActors tenant " + tenant));
}

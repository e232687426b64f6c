using IntegrationActors.Security.Content;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace IntegrationActors.Security.Pgp;

/// <summary>Our names of algorithms as numbers of OpenPGP, and which of them are too weak.</summary>
internal static class PgpAlgorithms
{
    private const int ShortestModulus = 2048;

    public static SymmetricKeyAlgorithmTag Tag(PgpCipher cipher) => cipher switch
    {
        PgpCipher.Aes128 => SymmetricKeyAlgorithmTag.Aes128,
        PgpCipher.Aes192 => SymmetricKeyAlgorithmTag.Aes192,
        PgpCipher.Aes256 => SymmetricKeyAlgorithmTag.Aes256,
        PgpCipher.Twofish => SymmetricKeyAlgorithmTag.Twofish,
        PgpCipher.Camellia128 => SymmetricKeyAlgorithmTag.Camellia128,
        PgpCipher.Camellia192 => SymmetricKeyAlgorithmTag.Camellia192,
        PgpCipher.Camellia256 => SymmetricKeyAlgorithmTag.Camellia256,
        PgpCipher.Blowfish => SymmetricKeyAlgorithmTag.Blowfish,
        PgpCipher.Cast5 => SymmetricKeyAlgorithmTag.Cast5,
        _ => SymmetricKeyAlgorithmTag.TripleDes,
    };

    public static CompressionAlgorithmTag Tag(PgpCompression compression) => compression switch
    {
        PgpCompression.Zip => CompressionAlgorithmTag.Zip,
        PgpCompression.Zlib => CompressionAlgorithmTag.ZLib,
        PgpCompression.Bzip2 => CompressionAlgorithmTag.BZip2,
        _ => CompressionAlgorithmTag.Uncompressed,
    };

    public static HashAlgorithmTag Tag(DigestKind digest) => digest switch
    {
        DigestKind.Sha1 => HashAlgorithmTag.Sha1,
        DigestKind.Sha224 => HashAlgorithmTag.Sha224,
        DigestKind.Sha256 => HashAlgorithmTag.Sha256,
        DigestKind.Sha384 => HashAlgorithmTag.Sha384,
        DigestKind.Sha512 => HashAlgorithmTag.Sha512,
        _ => throw new NotSupportedException($"OpenPGP has no signatures with {digest}."),
    };

    public static bool IsWeak(PgpCipher cipher) => IsWeak(Tag(cipher));

    /// <summary>Whether a cipher has blocks of 64 bits, or is unknown.</summary>
    public static bool IsWeak(SymmetricKeyAlgorithmTag cipher) => cipher is not (
        SymmetricKeyAlgorithmTag.Aes128 or SymmetricKeyAlgorithmTag.Aes192 or SymmetricKeyAlgorithmTag.Aes256 or SymmetricKeyAlgorithmTag.Twofish
        or SymmetricKeyAlgorithmTag.Camellia128 or SymmetricKeyAlgorithmTag.Camellia192 or SymmetricKeyAlgorithmTag.Camellia256);

    public static bool IsWeak(HashAlgorithmTag hash) =>
        hash is not (HashAlgorithmTag.Sha224 or HashAlgorithmTag.Sha256 or HashAlgorithmTag.Sha384 or HashAlgorithmTag.Sha512);

    public static bool IsWeak(PgpPublicKey key) => key.Algorithm is not (
        PublicKeyAlgorithmTag.ECDH or PublicKeyAlgorithmTag.ECDsa or PublicKeyAlgorithmTag.EdDsa_Legacy or PublicKeyAlgorithmTag.Ed25519
        or PublicKeyAlgorithmTag.Ed448 or PublicKeyAlgorithmTag.X25519 or PublicKeyAlgorithmTag.X448) && key.BitStrength < ShortestModulus;
}

using System.Security.Cryptography;

namespace IntegrationActors.Security.Content;

/// <summary>Hashes of certificates' signatures: their names, their object identifiers, and which are too weak.</summary>
public static class Digests
{
    private static readonly (DigestKind Kind, HashAlgorithmName Name, string Oid)[] All =
    [
        (DigestKind.Sha1, HashAlgorithmName.SHA1, "1.3.14.3.2.26"),
        (DigestKind.Sha256, HashAlgorithmName.SHA256, "2.16.840.1.101.3.4.2.1"),
        (DigestKind.Sha384, HashAlgorithmName.SHA384, "2.16.840.1.101.3.4.2.2"),
        (DigestKind.Sha512, HashAlgorithmName.SHA512, "2.16.840.1.101.3.4.2.3"),
        (DigestKind.Sha3x256, HashAlgorithmName.SHA3_256, "2.16.840.1.101.3.4.2.8"),
        (DigestKind.Sha3x384, HashAlgorithmName.SHA3_384, "2.16.840.1.101.3.4.2.9"),
        (DigestKind.Sha3x512, HashAlgorithmName.SHA3_512, "2.16.840.1.101.3.4.2.10"),
    ];

    /// <summary>Why a hash can't be chosen for a signature here; null when it can.</summary>
    public static string? Obstacle(DigestKind digest, bool allowWeak) => digest switch
    {
        DigestKind.Sha224 => "SHA-224 is not available here; use sha256",
        DigestKind.Sha1 when !allowWeak => "SHA-1 is too weak to be relied on; choose something stronger, or set allowWeak: true",
        _ => null,
    };

    internal static HashAlgorithmName Name(DigestKind digest) => All.First(known => known.Kind == digest).Name;

    internal static string Oid(DigestKind digest) => All.First(known => known.Kind == digest).Oid;

    internal static DigestKind? Of(string oid) => All.FirstOrDefault(known => string.Equals(known.Oid, oid, StringComparison.Ordinal)) is { Oid: not null } found ? found.Kind : null;
}

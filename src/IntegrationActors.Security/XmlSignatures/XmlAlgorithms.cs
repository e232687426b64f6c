using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Names of algorithms in XML signatures (XML Signature 1.1, RFC 6931); what is not here is refused.</summary>
internal static class XmlAlgorithms
{
    public const string Enveloped = SignedXml.XmlDsigNamespaceUrl + "enveloped-signature";
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    private static readonly (DigestKind Digest, string Name, string Rsa, string Ecdsa, string? Dsa)[] Hashes =
    [
        (DigestKind.Sha1, SignedXml.XmlDsigSHA1Url, SignedXml.XmlDsigRSASHA1Url, More + "ecdsa-sha1", SignedXml.XmlDsigDSAUrl),
        (DigestKind.Sha256, SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigRSASHA256Url, More + "ecdsa-sha256", "http://www.w3.org/2009/xmldsig11#dsa-sha256"),
        (DigestKind.Sha384, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigRSASHA384Url, More + "ecdsa-sha384", null),
        (DigestKind.Sha512, SignedXml.XmlDsigSHA512Url, SignedXml.XmlDsigRSASHA512Url, More + "ecdsa-sha512", null),
    ];

    private static readonly (Canonicalization Form, string Name, Func<Transform> Create)[] Forms =
    [
        (Canonicalization.Exclusive, SignedXml.XmlDsigExcC14NTransformUrl, () => new XmlDsigExcC14NTransform()),
        (Canonicalization.ExclusiveWithComments, SignedXml.XmlDsigExcC14NWithCommentsTransformUrl, () => new XmlDsigExcC14NWithCommentsTransform()),
        (Canonicalization.Inclusive, SignedXml.XmlDsigC14NTransformUrl, () => new XmlDsigC14NTransform()),
        (Canonicalization.InclusiveWithComments, SignedXml.XmlDsigC14NWithCommentsTransformUrl, () => new XmlDsigC14NWithCommentsTransform()),
        (Canonicalization.Inclusive11, C14N11Transform.Name, () => new C14N11Transform()),
        (Canonicalization.Inclusive11WithComments, C14N11WithCommentsTransform.Name, () => new C14N11WithCommentsTransform()),
    ];

    // The library finds algorithms by their names in one table of the process.
    static XmlAlgorithms()
    {
        CryptoConfig.AddAlgorithm(typeof(C14N11Transform), C14N11Transform.Name);
        CryptoConfig.AddAlgorithm(typeof(C14N11WithCommentsTransform), C14N11WithCommentsTransform.Name);
        CryptoConfig.AddAlgorithm(typeof(NumberPairSignature<ECDsa, SHA1>), Signature(DigestKind.Sha1).Ecdsa);
        CryptoConfig.AddAlgorithm(typeof(NumberPairSignature<ECDsa, SHA256>), Signature(DigestKind.Sha256).Ecdsa);
        CryptoConfig.AddAlgorithm(typeof(NumberPairSignature<ECDsa, SHA384>), Signature(DigestKind.Sha384).Ecdsa);
        CryptoConfig.AddAlgorithm(typeof(NumberPairSignature<ECDsa, SHA512>), Signature(DigestKind.Sha512).Ecdsa);
        CryptoConfig.AddAlgorithm(typeof(NumberPairSignature<DSA, SHA256>), Signature(DigestKind.Sha256).Dsa!);
    }

    /// <summary>Tells the library that C14N 1.1 does no harm.</summary>
    public static void AddTo(ICollection<string> safe)
    {
        safe.Add(C14N11Transform.Name);
        safe.Add(C14N11WithCommentsTransform.Name);
    }

    public static DigestKind? DigestOf(string? name) => Hashes.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal)) is { Name: not null } found ? found.Digest : null;

    public static string Digest(DigestKind digest) => Hashes.First(known => known.Digest == digest).Name;

    /// <summary>Name of the signature with a key and a hash; null when there is none.</summary>
    public static string? Signature(AsymmetricAlgorithm? key, DigestKind digest) => key switch
    {
        RSA => Signature(digest).Rsa,
        ECDsa => Signature(digest).Ecdsa,
        DSA => Signature(digest).Dsa,
        _ => null,
    };

    public static bool IsDigest(string? name, bool allowWeak) => Hashes.Any(known => string.Equals(known.Name, name, StringComparison.Ordinal) && (allowWeak || known.Digest != DigestKind.Sha1));

    public static bool IsSignature(string? name, bool allowWeak) =>
        Hashes.Any(known => name is not null && (string.Equals(known.Rsa, name, StringComparison.Ordinal) || string.Equals(known.Ecdsa, name, StringComparison.Ordinal)
            || string.Equals(known.Dsa, name, StringComparison.Ordinal)) && (allowWeak || known.Digest != DigestKind.Sha1));

    public static bool IsWeak(string? name) => (IsDigest(name, allowWeak: true) && !IsDigest(name, allowWeak: false)) || (IsSignature(name, allowWeak: true) && !IsSignature(name, allowWeak: false));

    public static Transform? Transform(string? name) => Forms.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal)).Create?.Invoke();

    /// <summary>Whether a canonical form takes nothing over from the elements around it.</summary>
    public static bool IsExclusive(string? form) => form is SignedXml.XmlDsigExcC14NTransformUrl or SignedXml.XmlDsigExcC14NWithCommentsTransformUrl;

    public static bool Is11(string? form) => form is C14N11Transform.Name or C14N11WithCommentsTransform.Name;

    public static string Name(Canonicalization canonicalization) => Forms.First(known => known.Form == canonicalization).Name;

    private static (string Rsa, string Ecdsa, string? Dsa) Signature(DigestKind digest)
    {
        var (_, _, rsa, ecdsa, dsa) = Hashes.First(known => known.Digest == digest);
        return (rsa, ecdsa, dsa);
    }
}

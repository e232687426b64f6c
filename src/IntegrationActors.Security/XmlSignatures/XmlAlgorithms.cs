using System.Security.Cryptography.Xml;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Names of algorithms in XML signatures (XML Signature 1.1, RFC 6931); what is not here is refused.</summary>
internal static class XmlAlgorithms
{
    public const string Enveloped = SignedXml.XmlDsigNamespaceUrl + "enveloped-signature";

    private static readonly (DigestKind Digest, string Name, string Signature)[] Hashes =
    [
        (DigestKind.Sha1, SignedXml.XmlDsigSHA1Url, SignedXml.XmlDsigRSASHA1Url),
        (DigestKind.Sha256, SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigRSASHA256Url),
        (DigestKind.Sha384, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigRSASHA384Url),
        (DigestKind.Sha512, SignedXml.XmlDsigSHA512Url, SignedXml.XmlDsigRSASHA512Url),
    ];

    public static string Digest(DigestKind digest) => Hashes.First(known => known.Digest == digest).Name;

    public static string Signature(DigestKind digest) => Hashes.First(known => known.Digest == digest).Signature;

    public static bool IsDigest(string? name, bool allowWeak) => Hashes.Any(known => string.Equals(known.Name, name, StringComparison.Ordinal) && (allowWeak || known.Digest != DigestKind.Sha1));

    public static bool IsSignature(string? name, bool allowWeak) => Hashes.Any(known => string.Equals(known.Signature, name, StringComparison.Ordinal) && (allowWeak || known.Digest != DigestKind.Sha1));

    public static bool IsWeak(string? name) => name is SignedXml.XmlDsigSHA1Url or SignedXml.XmlDsigRSASHA1Url;

    public static Transform? Transform(string? name) => name switch
    {
        SignedXml.XmlDsigExcC14NTransformUrl => new XmlDsigExcC14NTransform(),
        SignedXml.XmlDsigExcC14NWithCommentsTransformUrl => new XmlDsigExcC14NWithCommentsTransform(),
        SignedXml.XmlDsigC14NTransformUrl => new XmlDsigC14NTransform(),
        SignedXml.XmlDsigC14NWithCommentsTransformUrl => new XmlDsigC14NWithCommentsTransform(),
        _ => null,
    };

    public static string Name(Canonicalization canonicalization) => canonicalization switch
    {
        Canonicalization.Exclusive => SignedXml.XmlDsigExcC14NTransformUrl,
        Canonicalization.ExclusiveWithComments => SignedXml.XmlDsigExcC14NWithCommentsTransformUrl,
        Canonicalization.Inclusive => SignedXml.XmlDsigC14NTransformUrl,
        _ => SignedXml.XmlDsigC14NWithCommentsTransformUrl,
    };
}

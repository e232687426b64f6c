using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Canonicalization;
using IntegrationActors.Steps.Hashes;

namespace IntegrationActors.Steps.MessageDigest;

/// <summary>
/// Computes a hash of the body, or of a part of it, and puts it into a header. An XML body is brought into canonical form first, so that blanks in tags, order of
/// attributes and the like don't matter. Without canonical form the bytes count, of any body and in constant memory. A body that is not XML fails with IA3012, a part that is
/// not exactly one element with IA3437.
/// </summary>
[Step("messageDigest", typeof(MessageDigestStep), Sap = "Message Digest", Camel = "to crypto:, setHeader")]
[Example("SHA-512 of the canonical body, in SAPMessageDigest", "- messageDigest")]
[Example("SHA-256 of one element, as hexadecimal digits", "- messageDigest: { part: { xpath: /order/lines }, canonicalization: exclusive, algorithm: SHA-256, hex: true, header: X-Digest }")]
public sealed record MessageDigestOptions : StepOptions
{
    /// <summary>The element that counts, with all it holds: an XPath that finds exactly one. Default: the whole body.</summary>
    public Expression? Part { get; init; }

    /// <summary>
    /// The canonical form: <c>c14n</c> (Canonical XML 1.0), <c>c14n11</c> (1.1), <c>exclusive</c>, each also with comments (<c>c14nWithComments</c> and so on), or
    /// <c>none</c>: the bytes of the body, or the text of the part in UTF-8. Default <c>c14n</c>.
    /// </summary>
    public CanonicalForm Canonicalization { get; init; } = CanonicalForm.C14n;

    /// <summary>The hash algorithm: <c>SHA-512</c>, <c>SHA-384</c>, <c>SHA-256</c>, <c>SHA-1</c> or <c>MD5</c>. Default <c>SHA-512</c>.</summary>
    public DigestAlgorithm Algorithm { get; init; } = DigestAlgorithm.Sha512;

    /// <summary>Name of the header. Default <c>SAPMessageDigest</c>.</summary>
    public string Header { get; init; } = "SAPMessageDigest";

    /// <summary>Whether the hash is written in hexadecimal digits. Default false: in base64.</summary>
    public bool Hex { get; init; }
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Steps.Pkcs7Sign;

/// <summary>
/// Signs the body as PKCS#7/CMS signed data (RFC 5652). The content is in the message that takes the place of the body, or with <c>detached</c> the body stays and the
/// signature goes into a header. Large bodies pass in constant memory. A missing key fails with IA3701, one of a wrong kind with IA3702, one out of date with IA3703, a weak
/// one with IA3705.
/// </summary>
[Step("pkcs7Sign", typeof(Pkcs7SignStep), Sap = "PKCS#7/CMS Signer", Camel = "crypto-cms:sign")]
[Example("The content is in the signed message", "- pkcs7Sign: { signers: edi-key }")]
[Example(
    "The body stays; two signatures while an old key is rolled over to a new one",
    """
    - pkcs7Sign:
        signers: [ edi-key-2026, edi-key-2027 ]
        detached: true
        digest: sha512
    """)]
public sealed record Pkcs7SignOptions : StepOptions, IValidatableObject
{
    /// <summary>Aliases of the key pairs that sign; several make several signatures, so that receivers can change from one key to the next at any time.</summary>
    [MinLength(1)]
    public required IReadOnlyList<CredentialReference> Signers { get; init; }

    /// <summary>Hash of the signatures. Default <c>sha256</c>.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>Padding of RSA signatures. Default <c>pkcs1</c>, which every receiver knows.</summary>
    public RsaPadding Padding { get; init; }

    /// <summary>Whether the body stays, and the signature goes into a header in base64. Default false: the content is in the message.</summary>
    public bool Detached { get; init; }

    /// <summary>Header that takes a detached signature. Default <c>SapCmsSignedData</c>.</summary>
    public string SignatureHeader { get; init; } = "SapCmsSignedData";

    /// <summary>Whether the message is base64 instead of bytes. Default false; a detached signature always is.</summary>
    public bool Base64 { get; init; }

    /// <summary>Which certificates travel along. Default <c>signer</c>.</summary>
    [Advanced]
    public CertificateInclusion Certificates { get; init; } = CertificateInclusion.Signer;

    /// <summary>Whether the time of the signature is signed too. Default true.</summary>
    [Advanced]
    public bool SigningTime { get; init; } = true;

    /// <summary>Whether keys sign whose certificate is out of date. Default false: they fail with IA3703.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether SHA-1 and keys below 2,048 bits may be used. Default false.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }

    /// <summary>The hash must be available and strong.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Digests.Obstacle(Digest, AllowWeak) is { } obstacle ? [new ValidationResult(obstacle, [nameof(Digest)])] : [];
}

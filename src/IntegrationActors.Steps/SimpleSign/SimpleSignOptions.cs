using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Steps.SimpleSign;

/// <summary>
/// Signs the body, and puts the bare signature into a header in base64; the body stays. RSA signs as PKCS#1 or PSS (RFC 8017), elliptic curves and DSA as DER (RFC 3279).
/// Large bodies pass in constant memory. A missing key fails with IA3701, one of a wrong kind with IA3702, one out of date with IA3703, a weak one with IA3705.
/// </summary>
[Step("simpleSign", typeof(SimpleSignStep), Sap = "Simple Signer", Camel = "crypto:sign")]
[Example("The signature goes into X-Signature", "- simpleSign: { signer: edi-key }")]
[Example("With SHA-512 and PSS, under another name", "- simpleSign: { signer: edi-key, digest: sha512, padding: pss, signatureHeader: X-Bank-Signature }")]
public sealed record SimpleSignOptions : StepOptions, IValidatableObject
{
    /// <summary>Alias of the key pair that signs.</summary>
    public required CredentialReference Signer { get; init; }

    /// <summary>Hash of the signature. Default <c>sha256</c>.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>Padding of RSA signatures. Default <c>pkcs1</c>.</summary>
    public RsaPadding Padding { get; init; }

    /// <summary>Header that takes the signature in base64. Default <c>X-Signature</c>.</summary>
    public string SignatureHeader { get; init; } = "X-Signature";

    /// <summary>Whether a key signs whose certificate is out of date. Default false: it fails with IA3703.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether SHA-1 and keys below 2,048 bits may be used. Default false.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }

    /// <summary>The hash must be available and strong.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Digests.Obstacle(Digest, AllowWeak) is { } obstacle ? [new ValidationResult(obstacle, [nameof(Digest)])] : [];
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Pkcs7Verify;

/// <summary>
/// Verifies PKCS#7/CMS signed data (RFC 5652): bytes, base64 or PEM. The content takes the place of the body only when a signature of an allowed signer is valid and none of
/// theirs is wrong; the certificates in the message are not trusted. When the header or property with a detached signature is there, the body is the content and stays.
/// Fails with IA3706 when the body is no such message, and with IA3710, IA3712 or IA3713 when its signature is missing, wrong or of somebody else. Large messages pass in constant memory.
/// </summary>
[Step("pkcs7Verify", typeof(Pkcs7VerifyStep), Sap = "PKCS#7/CMS Signature Verifier", Camel = "crypto-cms:verify")]
[Example("What one partner signed", "- pkcs7Verify: { signers: partner-cert }")]
[Example("With a detached signature in a header, by one of two keys", "- pkcs7Verify: { signers: [ partner-2026, partner-2027 ], signatureHeader: X-Signature }")]
public sealed record Pkcs7VerifyOptions : StepOptions
{
    /// <summary>Aliases of the certificates whose signatures are accepted; one of them must have signed.</summary>
    [MinLength(1)]
    public required IReadOnlyList<CredentialReference> Signers { get; init; }

    /// <summary>Header, or else property, with the detached signature of the body in base64. Default <c>SapCmsSignedData</c>; when there is none, the body is a signed message. It is removed once verified.</summary>
    public string SignatureHeader { get; init; } = "SapCmsSignedData";

    /// <summary>Whether signatures are accepted whose certificate is out of date. Default false: they fail with IA3703.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether SHA-1 and keys below 2,048 bits are accepted. Default false: they fail with IA3705.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }
}

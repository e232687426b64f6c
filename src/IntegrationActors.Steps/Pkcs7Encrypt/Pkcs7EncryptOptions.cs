using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Steps.Pkcs7Encrypt;

/// <summary>
/// Encrypts the body as PKCS#7/CMS enveloped data (RFC 5652), with GCM as authenticated enveloped data (RFC 5083), for one or more certificates of RSA or of elliptic curves (RFC 5753); signs it before if signers
/// are named. Large bodies pass in constant memory. A missing certificate fails with IA3701, one with another key with IA3702, one out of date with IA3703, a weak one with IA3705.
/// </summary>
[Step("pkcs7Encrypt", typeof(Pkcs7EncryptStep), Sap = "PKCS#7/CMS Encryptor", Camel = "crypto-cms:encrypt")]
[Example("For one partner", "- pkcs7Encrypt: { recipients: partner-cert }")]
[Example(
    "Signed, for the partner that a header names, as older programs read it",
    """
    - pkcs7Encrypt:
        recipients: [ "partner-${header.X-Partner}" ]
        signers: [ edi-key ]
        cipher: aes256-cbc
        keyEncryption: pkcs1
        base64: true
    """)]
public sealed record Pkcs7EncryptOptions : StepOptions, IValidatableObject
{
    /// <summary>Aliases of the certificates whose owners can decrypt the message.</summary>
    [MinLength(1)]
    public required IReadOnlyList<Expression> Recipients { get; init; }

    /// <summary>Aliases of the key pairs that sign the content before it is encrypted. Default: it is not signed.</summary>
    public IReadOnlyList<CredentialReference> Signers { get; init; } = [];

    /// <summary>Cipher of the content. Default <c>aes256-gcm</c>.</summary>
    public CmsCipher Cipher { get; init; } = CmsCipher.Aes256Gcm;

    /// <summary>How the key of the message is encrypted for each recipient with an RSA key. Default <c>oaep</c>.</summary>
    public KeyEncryption KeyEncryption { get; init; }

    /// <summary>Hash of the signatures. Default <c>sha256</c>.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>Padding of RSA signatures. Default <c>pkcs1</c>, which every receiver knows.</summary>
    public RsaPadding Padding { get; init; }

    /// <summary>Whether the message is base64 instead of bytes. Default false.</summary>
    public bool Base64 { get; init; }

    /// <summary>Whether certificates are used that are out of date. Default false: they fail with IA3703.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether Triple DES, SHA-1 and keys below 2,048 bits may be used. Default false.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }

    /// <summary>What is weak is said to be so.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Digests.Obstacle(Digest, AllowWeak) is { } obstacle)
        {
            yield return new ValidationResult(obstacle, [nameof(Digest)]);
        }

        if (Cipher == CmsCipher.TripleDesCbc && !AllowWeak)
        {
            yield return new ValidationResult("Triple DES is too weak to be relied on; choose something stronger, or set allowWeak: true", [nameof(Cipher)]);
        }
    }
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Steps.Pkcs7Decrypt;

/// <summary>
/// Decrypts PKCS#7/CMS enveloped data (RFC 5652) and authenticated enveloped data (RFC 5083): bytes, base64 or PEM. The key pair of the tenant is found by issuer and serial
/// number in the message. With signers, what was decrypted must be signed data of one of them. The content takes the place of the body only when it is known to be
/// unchanged: by AES-GCM or a signature. Large messages pass in constant memory. Fails with IA3706 when the body is no such message, IA3707 when it is for other keys, IA3708
/// when it is damaged, IA3709 when nothing authenticates it, and IA3710 to IA3713 when its signature is missing, unexpected, wrong or of somebody else.
/// </summary>
[Step("pkcs7Decrypt", typeof(Pkcs7DecryptStep), Sap = "PKCS#7/CMS Decryptor", Camel = "crypto-cms:decrypt")]
[Example("With AES-GCM, for any key pair of the tenant", "- pkcs7Decrypt: {}")]
[Example("Signed by a partner and encrypted", "- pkcs7Decrypt: { signers: [ partner-cert ] }")]
public sealed record Pkcs7DecryptOptions : StepOptions, IValidatableObject
{
    /// <summary>Aliases of the key pairs that may decrypt. Default: all of the tenant.</summary>
    public IReadOnlyList<CredentialReference> Keys { get; init; } = [];

    /// <summary>Aliases of the certificates whose signatures are accepted. Default: none; the content is what was decrypted, signed or not.</summary>
    public IReadOnlyList<CredentialReference> Signers { get; init; } = [];

    /// <summary>Whether the decrypted content is <c>required</c> to be signed, or a signature is <c>optional</c>; both need signers. With <c>none</c> signed data is handed on as it is.</summary>
    [DefaultText("required with signers, else none")]
    public SignatureExpectation? Signatures { get; init; }

    /// <summary>Whether content is accepted that neither AES-GCM nor a signature protects: anybody could have changed it on its way. Default false: it fails with IA3709.</summary>
    [Advanced]
    public bool AllowWithoutIntegrity { get; init; }

    /// <summary>Whether signatures are accepted whose certificate is out of date. Default false: they fail with IA3703.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether Triple DES, SHA-1 and keys below 2,048 bits are accepted. Default false: they fail with IA3705.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }

    internal SignatureExpectation Expectation => Signatures ?? (Signers.Count > 0 ? SignatureExpectation.Required : SignatureExpectation.None);

    /// <summary>Without signers nothing can be verified.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Signatures is SignatureExpectation.Optional or SignatureExpectation.Required && Signers.Count == 0
        ? [new ValidationResult("signatures can't be verified without 'signers'; add the aliases of the certificates of those who sign", [nameof(Signatures)])]
        : [];
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Adapters.Mail.Smime;

/// <summary>
/// How encrypted and signed mails are opened (S/MIME, RFC 8551). A mail that can't be decrypted fails like one that can't be read. What was found stands in properties:
/// <c>SAP_MAIL_ENCRYPTION_DETAILS_ENCRYPTED</c>, <c>_DECRYPTION_OK</c> and <c>_DECRYPTION_ALIAS</c>; of signed mails <c>SAP_MAIL_SIGNATURE_OVERALL_VERIFICATION_OK</c>,
/// <c>SAP_MAIL_SIGNATURE_DETAILS_CERTIFICATES</c> (aliases of those whose signatures are valid) and <c>SAP_MAIL_SIGNATURE_DETAILS_ERROR_MESSAGES</c>.
/// </summary>
public sealed record SmimeReadOptions : IValidatableObject
{
    /// <summary>Aliases of the key pairs that may decrypt. Default: all of the tenant.</summary>
    public IReadOnlyList<CredentialReference> Keys { get; init; } = [];

    /// <summary>Aliases of the certificates whose signatures are accepted. Default: none.</summary>
    public IReadOnlyList<CredentialReference> Signers { get; init; } = [];

    /// <summary>
    /// <c>required</c>: a mail without a valid signature of a signer fails. <c>optional</c>: the properties say whether it has one, and the flow decides. <c>none</c>: signatures are taken off unread. Default:
    /// <c>required</c> with signers, else <c>optional</c>.
    /// </summary>
    [DefaultText("required with signers, else optional")]
    public SignatureExpectation? Signatures { get; init; }

    /// <summary>
    /// Whether encrypted mails are accepted that neither AES-GCM nor a required signature protects: anybody could have changed them on their way. Many mail programs write such mails (AES-CBC). Default false:
    /// they fail with IA3709.
    /// </summary>
    [Advanced]
    public bool AllowWithoutIntegrity { get; init; }

    /// <summary>Whether signatures are accepted whose certificate is out of date.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether Triple DES, SHA-1 and keys below 2,048 bits are accepted.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }

    internal SignatureExpectation Expectation => Signatures ?? (Signers.Count > 0 ? SignatureExpectation.Required : SignatureExpectation.Optional);

    /// <summary>Without signers nothing can be required.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Signatures == SignatureExpectation.Required && Signers.Count == 0
        ? [new ValidationResult("signatures can't be verified without 'signers'; add the aliases of the certificates of those who sign", [nameof(Signatures)])]
        : [];
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Adapters.Mail.Smime;

/// <summary>How a mail is signed and encrypted (S/MIME, RFC 8551): signed first, then encrypted. Its headers, the subject too, stay readable.</summary>
public sealed record SmimeWriteOptions : IValidatableObject
{
    /// <summary>Aliases of the key pairs that sign. Default: the mail is not signed.</summary>
    public IReadOnlyList<CredentialReference> Signers { get; init; } = [];

    /// <summary>Aliases of the certificates whose owners can read the mail. Default: it is not encrypted.</summary>
    public IReadOnlyList<Expression> Recipients { get; init; } = [];

    /// <summary>Whether programs that don't know S/MIME can read a mail that is signed and not encrypted: the signature stands beside the content.</summary>
    public bool ClearText { get; init; } = true;

    /// <summary>Hash of the signatures.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>Which certificates travel along.</summary>
    public CertificateInclusion Certificates { get; init; } = CertificateInclusion.Chain;

    /// <summary>Cipher of the content. Many mail programs know only CBC.</summary>
    public CmsCipher Cipher { get; init; } = CmsCipher.Aes256Gcm;

    /// <summary>How the key of the mail is encrypted for each recipient with an RSA key.</summary>
    [Advanced]
    public KeyEncryption KeyEncryption { get; init; } = KeyEncryption.Oaep;

    /// <summary>Whether keys are used whose certificate is out of date.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether Triple DES, SHA-1 and keys below 2,048 bits may be used.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }

    /// <summary>Something has to be done, by something that can be relied on.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Signers.Count == 0 && Recipients.Count == 0)
        {
            yield return new ValidationResult("needs 'signers', 'recipients', or both", [nameof(Signers)]);
        }

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

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Pgp;

namespace IntegrationActors.Steps.PgpEncrypt;

/// <summary>
/// Encrypts the body with OpenPGP (RFC 4880), and signs it if signers are named. Keys are those of the tenant, chosen by a part of a user id; of keys with the same user id
/// the valid ones are used, so that keys can be rolled over. Large bodies pass in constant memory. A missing key fails with IA3701, one that is expired or revoked with
/// IA3703, a weak one with IA3705.
/// </summary>
[Step("pgpEncrypt", typeof(PgpEncryptStep), Sap = "PGP Encryptor", Camel = "marshal pgp")]
[Example("For one partner", "- pgpEncrypt: { recipients: orders@partner.example }")]
[Example(
    "For the partner that a header names and for an archive, signed",
    """
    - pgpEncrypt:
        recipients: [ "${header.X-Partner}", archive@example.org ]
        signers: [ edi@example.org ]
        fileName: orders.xml
    """)]
public sealed record PgpEncryptOptions : StepOptions, IValidatableObject
{
    /// <summary>Whom the message is for: parts of user ids, or fingerprints of 16 hexadecimal digits or more. Every key that one of them names can decrypt the message.</summary>
    [MinLength(1)]
    public required IReadOnlyList<Expression> Recipients { get; init; }

    /// <summary>Who signs: parts of user ids, or fingerprints, of secret keys; several make several signatures. Default: the message is not signed.</summary>
    public IReadOnlyList<Expression> Signers { get; init; } = [];

    /// <summary>Cipher of the content. Default <c>aes256</c>.</summary>
    public PgpCipher Cipher { get; init; } = PgpCipher.Aes256;

    /// <summary>Compression before encryption. Default <c>zip</c>.</summary>
    public PgpCompression Compression { get; init; } = PgpCompression.Zip;

    /// <summary>Whether the message is written as text (ASCII armor) instead of bytes. Default true.</summary>
    public bool Armor { get; init; } = true;

    /// <summary>Hash of the signatures. Default <c>sha512</c>; OpenPGP has no SHA-3 here.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha512;

    /// <summary>Name of the file that the content is said to be; at most 255 bytes. Default: none.</summary>
    [Advanced]
    public Expression? FileName { get; init; }

    /// <summary>Whether a packet is added that shows whether the message was changed (MDC). Default true; false needs <c>allowWeak</c>.</summary>
    [Advanced]
    public bool IntegrityPacket { get; init; } = true;

    /// <summary>Whether keys that expired are used when there is no valid one. Default false. Revoked keys are never used.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether weak ciphers and hashes, keys below 2,048 bits, and messages without integrity packet may be made. Default false.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }

    /// <summary>What is weak is said to be so.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Digest > DigestKind.Sha512)
        {
            yield return new ValidationResult("OpenPGP has no SHA-3; use sha512", [nameof(Digest)]);
        }

        if (!AllowWeak && (PgpMessages.IsWeak(Cipher) || Digest == DigestKind.Sha1 || !IntegrityPacket))
        {
            var what = PgpMessages.IsWeak(Cipher) ? nameof(Cipher) : IntegrityPacket ? nameof(Digest) : nameof(IntegrityPacket);
            yield return new ValidationResult("this makes messages that are too weak to be relied on; choose something stronger, or set allowWeak: true", [what]);
        }
    }
}

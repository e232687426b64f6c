using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Steps.PgpDecrypt;

/// <summary>
/// Decrypts an OpenPGP message (RFC 4880), text or bytes, and verifies its signatures. The secret key is found by the key id in the message. The content takes the place of
/// the body only when nothing of it was changed and its signatures are valid; the header <c>Content-Type</c> goes with the message. Large messages pass in constant memory.
/// A body that is no such message fails with IA3706, one for other keys with IA3707, a damaged one with IA3708, one without integrity packet with IA3709, and one whose
/// signature is missing, unexpected, wrong or of somebody else with IA3710 to IA3713.
/// </summary>
[Step("pgpDecrypt", typeof(PgpDecryptStep), Sap = "PGP Decryptor", Camel = "unmarshal pgp")]
[Example("Decrypts, and verifies a signature if there is one", "- pgpDecrypt: {}")]
[Example("Only what one of two partners signed", "- pgpDecrypt: { signers: [ orders@partner.example, new-orders@partner.example ] }")]
public sealed record PgpDecryptOptions : StepOptions
{
    /// <summary>Whether messages are <c>required</c> to be signed, signatures are <c>optional</c>, or <c>none</c> is expected and signed messages are refused.</summary>
    [DefaultText("required with signers, else optional")]
    public SignatureExpectation? Signatures { get; init; }

    /// <summary>Whose signatures are accepted: parts of user ids, or fingerprints of 16 hexadecimal digits or more. Default: everyone whose public key the tenant has.</summary>
    public IReadOnlyList<Expression> Signers { get; init; } = [];

    /// <summary>Largest content that is accepted. Default <c>2GB</c>. What is larger fails with IA3714.</summary>
    public ByteSize MaxSize { get; init; } = new(2L << 30);

    /// <summary>How many times larger than the message its content may be, above 1 MB; what grows more is taken for a compression bomb and fails with IA3714. Default 200.</summary>
    [Advanced]
    [Range(1, 1_000_000)]
    public int MaxRatio { get; init; } = 200;

    /// <summary>Whether messages without integrity packet (MDC) are accepted: anybody could have changed them on their way. Default false.</summary>
    [Advanced]
    public bool AllowWithoutIntegrity { get; init; }

    /// <summary>Whether signatures by keys that expired are accepted. Default false: they fail with IA3703. Revoked keys are never accepted.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether weak ciphers (blocks of 64 bits), hashes (SHA-1 and older) and keys below 2,048 bits are accepted. Default false: they fail with IA3705.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }
}

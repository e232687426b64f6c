using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Pgp;

/// <summary>How a message is encrypted.</summary>
public sealed record PgpEncryption
{
    /// <summary>Cipher of the content.</summary>
    public PgpCipher Cipher { get; init; } = PgpCipher.Aes256;

    /// <summary>Compression of the content.</summary>
    public PgpCompression Compression { get; init; } = PgpCompression.Zip;

    /// <summary>Whether the message is text (base64) instead of bytes.</summary>
    public bool Armor { get; init; } = true;

    /// <summary>Whether the message shows that it was not changed.</summary>
    public bool IntegrityPacket { get; init; } = true;

    /// <summary>Hash of the signatures.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha512;

    /// <summary>Name of the file that the content is said to be.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Whether weak keys are used.</summary>
    public bool AllowWeak { get; init; }
}

using Org.BouncyCastle.Bcpg.OpenPgp;

namespace IntegrationActors.Security.Pgp;

/// <summary>What its owner says of a key, by signatures that were verified.</summary>
/// <param name="Key">The key.</param>
/// <param name="Flags">What it may be used for (RFC 4880, 5.2.3.21); 0 when its owner does not say.</param>
/// <param name="Expires">Null when never.</param>
/// <param name="IsRevoked">Its owner took it back.</param>
internal sealed record PgpKeyFacts(PgpPublicKey Key, int Flags, DateTimeOffset? Expires, bool IsRevoked)
{
    private const int Signs = PgpKeyFlags.CanSign;
    private const int Encrypts = PgpKeyFlags.CanEncryptCommunications | PgpKeyFlags.CanEncryptStorage;

    public bool CanEncrypt => Key.IsEncryptionKey && (Flags == 0 || (Flags & Encrypts) != 0);

    public bool CanSign => Flags == 0 || (Flags & Signs) != 0;

    public bool IsExpired(DateTimeOffset now) => Expires <= now;

    /// <summary>Why the key can't be used now; null when it can.</summary>
    public string? Obstacle(DateTimeOffset now) => this switch
    {
        { IsRevoked: true } => "it was revoked",
        _ when IsExpired(now) => $"it expired on {Expires:yyyy-MM-dd}",
        _ when Key.CreationTime > now.UtcDateTime.AddDays(1) => $"it is valid from {Key.CreationTime:yyyy-MM-dd} on",
        _ => null,
    };
}

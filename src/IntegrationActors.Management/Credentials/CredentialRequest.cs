using System.Text;
using IntegrationActors.Storage.Credentials;

namespace IntegrationActors.Management.Credentials;

/// <summary>A credential to be stored; the secret can't be read again.</summary>
public sealed record CredentialRequest
{
    /// <summary>What it is.</summary>
    public required CredentialKind Kind { get; init; }

    /// <summary>User name; required for a user.</summary>
    public string? User { get; init; }

    /// <summary>Password of the user; or of the PKCS #12 file or the secret PGP keys, if they have one.</summary>
    public string? Password { get; init; }

    /// <summary>PKCS #12 file with certificate, chain and private key, in base64; required for a key pair.</summary>
    public byte[]? Pfx { get; init; }

    /// <summary>Certificate of a partner as PEM or DER, in base64; required for a certificate.</summary>
    public byte[]? Certificate { get; init; }

    /// <summary>OpenPGP keys, public or secret, binary or armored, in base64; required for PGP keys.</summary>
    public byte[]? PgpKeys { get; init; }

    // A record prints its members by itself: secrets must not come out that way.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Kind = ").Append(Kind);
        return true;
    }
}

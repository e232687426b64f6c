using IntegrationActors.Storage.Credentials;

namespace IntegrationActors.Management.Credentials;

/// <summary>A credential without its secret.</summary>
public sealed record CredentialView
{
    /// <summary>Name by which flows refer to it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required CredentialKind Kind { get; init; }

    /// <summary>User name, for a user.</summary>
    public string? User { get; init; }

    /// <summary>Subject of the certificate, for a key pair or a certificate.</summary>
    public string? Subject { get; init; }

    /// <summary>SHA-256 of the certificate in hexadecimal, for a key pair or a certificate.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>When the certificate expires, for a key pair or a certificate.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was first stored.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its secret was last set.</summary>
    public required DateTimeOffset Changed { get; init; }

    internal static CredentialView Of(CredentialInfo credential) => new()
    {
        Name = credential.Name,
        Kind = credential.Kind,
        User = credential.User,
        Subject = credential.Subject,
        Fingerprint = credential.Fingerprint,
        Expires = credential.Expires,
        Created = credential.Created,
        Changed = credential.Changed,
    };
}

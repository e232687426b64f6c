namespace IntegrationActors.Storage.Credentials;

/// <summary>A credential as it may be shown: never the secret.</summary>
/// <param name="Name">Unique within the tenant.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Changed">When its secret was last set.</param>
public sealed record CredentialInfo(string Name, CredentialKind Kind, DateTimeOffset Created, DateTimeOffset Changed)
{
    /// <summary>User name; for <see cref="CredentialKind.User"/>.</summary>
    public string? User { get; init; }

    /// <summary>Subject of the certificate; for key pairs and certificates.</summary>
    public string? Subject { get; init; }

    /// <summary>SHA-256 of the certificate in hex; for key pairs and certificates.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>When the certificate expires; for key pairs and certificates.</summary>
    public DateTimeOffset? Expires { get; init; }
}

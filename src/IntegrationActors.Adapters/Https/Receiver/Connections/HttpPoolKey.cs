using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Adapters.Https.Receiver.Connections;

/// <summary>What connections must have in common to be shared. The tenant is part of it: no tenant reads from a connection that another has used.</summary>
internal sealed record HttpPoolKey
{
    public required string Tenant { get; init; }

    /// <summary>SHA-256 of the client certificate.</summary>
    public string? Certificate { get; init; }

    public string? ProxyUrl { get; init; }

    public string? ProxyUser { get; init; }

    public string? ProxyPassword { get; init; }

    public required bool ValidateCertificate { get; init; }

    /// <summary>Fingerprint of the certificates that are trusted; null: the roots of the machine.</summary>
    public string? Trusted { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required TimeSpan MaxIdle { get; init; }

    public static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

    /// <summary>Shows no password.</summary>
    public override string ToString() => $"{Tenant} {ProxyUrl} {Certificate}";
}

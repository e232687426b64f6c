namespace IntegrationActors.Runtime.Configuration;

/// <summary>Mutual TLS between nodes: each shows a certificate of the cluster's own authority.</summary>
public sealed record ClusterTlsOptions
{
    /// <summary>PKCS #12 file with the certificate and key of this node; empty: no TLS. Default: empty.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Password of <see cref="Certificate"/>. Default: empty.</summary>
    public string Password { get; init; } = "";

    /// <summary>PEM file with the certificate of the cluster's authority; no other one is trusted. Required with <see cref="Certificate"/>. Default: empty.</summary>
    public string Authority { get; init; } = "";
}

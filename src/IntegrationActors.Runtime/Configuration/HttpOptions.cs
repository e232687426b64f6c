using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Listeners for sender systems.</summary>
public sealed record HttpOptions
{
    /// <summary>Address without encryption; port 0 takes a free one, an empty text switches the listener off. Default: <c>http://127.0.0.1:8080</c>.</summary>
    public string Address { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Address with TLS; used when <see cref="Certificate"/> is set. Default: <c>https://127.0.0.1:8443</c>.</summary>
    [MinLength(1)]
    public string TlsAddress { get; init; } = "https://127.0.0.1:8443";

    /// <summary>PKCS #12 or PEM file with the server's certificate and key; empty: no TLS listener. Default: empty.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Password of the certificate's key. Default: empty.</summary>
    public string CertificatePassword { get; init; } = "";
}

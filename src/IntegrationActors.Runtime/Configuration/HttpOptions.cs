using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Listeners for sender systems.</summary>
public sealed record HttpOptions
{
    /// <summary>
    /// Address without encryption, HTTP/1.1: an IP address, <c>localhost</c>, or <c>*</c> for all addresses; port 0 takes a free one, an empty text switches the listener
    /// off. Default: <c>http://127.0.0.1:8080</c>.
    /// </summary>
    public string Address { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Address with TLS 1.2 and 1.3, HTTP/1.1 and HTTP/2; used when <see cref="Certificate"/> is set. Default: <c>https://127.0.0.1:8443</c>.</summary>
    [MinLength(1)]
    public string TlsAddress { get; init; } = "https://127.0.0.1:8443";

    /// <summary>
    /// PKCS #12 file, or PEM file with the server's certificate and those that lead to its root; empty: no TLS listener. A replaced file holds from the next connection on,
    /// without a restart. Default: empty.
    /// </summary>
    public string Certificate { get; init; } = "";

    /// <summary>PEM file with the private key, when it is not in <see cref="Certificate"/>. Default: empty.</summary>
    public string CertificateKey { get; init; } = "";

    /// <summary>Password of the PKCS #12 file, or of the key if it is encrypted. Default: empty.</summary>
    public string CertificatePassword { get; init; } = "";

    /// <summary>Most connections at the same time over both listeners; further ones are closed at once. 1 to 1000000. Default: 10000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>
    /// Tenant by host name. On such a host senders post to <c>/http/&lt;address&gt;</c>, and no other tenant can be reached. Case and port of a request do not matter.
    /// Default: none.
    /// </summary>
    [HostTenants]
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}

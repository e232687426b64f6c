using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Https.Receiver.Connections;

/// <summary>Sets a client up: TLS 1.2 and 1.3, no cookies, no redirects, no headers of its own.</summary>
internal static class HttpHandler
{
    // Names move to other addresses; a connection that lives for ever would never notice.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public static SocketsHttpHandler Create(HttpPoolKey key, KeyPairCredential? certificate, ServerTrust? trust, PayloadSpool spool) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = key.ProxyUrl is not null,
        Proxy = key.ProxyUrl is null ? null : Proxy(key),
        ConnectTimeout = key.ConnectTimeout,
        PooledConnectionIdleTimeout = key.MaxIdle,
        PooledConnectionLifetime = Lifetime,
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        PlaintextStreamFilter = (connection, _) => new(new ReadAheadStream(connection.PlaintextStream, spool)),
        SslOptions = Tls(certificate, trust),
    };

    private static WebProxy Proxy(HttpPoolKey key) => new(key.ProxyUrl)
    {
        Credentials = key.ProxyUser is null ? null : new NetworkCredential(key.ProxyUser, key.ProxyPassword),
    };

    private static SslClientAuthenticationOptions Tls(KeyPairCredential? certificate, ServerTrust? trust) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate.Certificate, certificate.Chain, offline: true),
#pragma warning disable CA5359 // The author of the flow switched the check off by name ('validateCertificate: false').
        RemoteCertificateValidationCallback = trust is null ? static (_, _, _, _) => true : (_, shown, chain, errors) => Trusts(trust, shown, chain, errors),
#pragma warning restore CA5359
    };

    // The client hands on what is thrown here, so that the fault can tell the reason.
    private static bool Trusts(ServerTrust trust, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        trust.RefusalOf(shown, chain, errors) is { } refusal ? throw new AuthenticationException(refusal) : true;
}

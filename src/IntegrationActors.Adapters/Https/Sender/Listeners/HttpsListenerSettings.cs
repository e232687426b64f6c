using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace IntegrationActors.Adapters.Https.Sender.Listeners;

/// <summary>
/// Limits of the listeners that senders reach. Lengths and line ends are read strictly: what two parties could read differently is refused, because that is what request
/// smuggling lives on. Apply before the host is built.
/// </summary>
public static class HttpsListenerSettings
{
    private const string StrictLineEnds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";
    private const int MaxHeaderBytes = 32 * 1024;
    private const int MaxHeaders = 100;
    private const int MaxRequestLine = 8 * 1024;

    private static readonly Encoding Digits = new DigitsEncoding();

    /// <summary>Sets the limits.</summary>
    /// <param name="options">Options of the server.</param>
    /// <param name="maxConnections">Most connections at the same time; null is no limit.</param>
    public static void Apply(KestrelServerOptions options, int? maxConnections = null)
    {
        // A process-wide switch is the only way to this setting; no listener of the process wants lines that end in a bare line feed.
        AppContext.SetSwitch(StrictLineEnds, true);
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;
        options.RequestHeaderEncodingSelector = static name => name == "Content-Length" ? Digits : null;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.UTF8;

        // Without TLS there is no negotiation that could choose HTTP/2.
        options.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1);

        var limits = options.Limits;
        limits.MaxConcurrentConnections = maxConnections;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.MaxRequestHeaderCount = MaxHeaders;
        limits.MaxRequestLineSize = MaxRequestLine;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(20);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);

        // Each channel has its own largest body and its own longest pause.
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.Http2.MaxRequestHeaderFieldSize = MaxHeaderBytes;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
    }

    /// <summary>Makes a listener one with TLS.</summary>
    public static void UseTls(ListenOptions listen, ServerCertificate certificate)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(certificate.Current()) });
    }
}

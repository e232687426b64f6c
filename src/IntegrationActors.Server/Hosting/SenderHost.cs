using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Adapters.Https.Sender.Listeners;
using IntegrationActors.Runtime;
using IntegrationActors.Runtime.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace IntegrationActors.Server.Hosting;

/// <summary>The host of the listeners for sender systems: no middleware, no routing, one handler.</summary>
internal static class SenderHost
{
    private const string RetryAfterSeconds = "1";
    private const string Settings = "integration-actors.http";

    /// <summary>Prepares the listeners.</summary>
    /// <exception cref="ConfigException">An address or the certificate can't be used; all findings at once.</exception>
    public static WebApplication Build(HttpOptions options, IServiceProvider node)
    {
        var listen = Listeners(options, node);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(node.GetRequiredService<ILoggerFactory>());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            HttpsListenerSettings.Apply(kestrel, options.MaxConnections);
            listen(kestrel);
        });
        var app = builder.Build();
        var ingress = node.GetRequiredService<HttpIngress>();
        var readiness = node.GetRequiredService<NodeReadiness>();
        app.Run(context => readiness.IsReady ? ingress.HandleAsync(context) : SayComeBack(context));
        return app;
    }

    private static Action<KestrelServerOptions> Listeners(HttpOptions options, IServiceProvider node)
    {
        var findings = new List<string>();
        var clear = options.Address.Length == 0 ? null : Address("address", options.Address, Uri.UriSchemeHttp, findings);
        var tls = options.Certificate.Length == 0 ? null : Address("tls-address", options.TlsAddress, Uri.UriSchemeHttps, findings);
        var certificate = options.Certificate.Length == 0 ? null : Certificate(options, node, findings);
        if (options.Address.Length == 0 && options.Certificate.Length == 0)
        {
            findings.Add($"'{Settings}.address' is empty and there is no '{Settings}.certificate': senders could not reach the node; set one of them");
        }

        if (findings.Count > 0)
        {
            throw new ConfigException(findings);
        }

        return kestrel =>
        {
            clear?.Listen(kestrel, static _ => { });
            tls?.Listen(kestrel, listen => HttpsListenerSettings.UseTls(listen, certificate!));
        };
    }

    private static ListenAddress? Address(string setting, string text, string scheme, List<string> findings)
    {
        try
        {
            return ListenAddress.Parse(text, scheme);
        }
        catch (FormatException e)
        {
            findings.Add($"'{Settings}.{setting}': {e.Message}");
            return null;
        }
    }

    private static ServerCertificate? Certificate(HttpOptions options, IServiceProvider node, List<string> findings)
    {
        try
        {
            var logger = node.GetRequiredService<ILoggerFactory>().CreateLogger<ServerCertificate>();
            return ServerCertificate.Load(new(options.Certificate, options.CertificateKey, options.CertificatePassword), node.GetRequiredService<TimeProvider>(), logger);
        }
        catch (CertificateException e)
        {
            findings.Add($"'{Settings}.{NameOf(e.Setting)}': {e.Message}");
            return null;
        }
    }

    private static string NameOf(CertificateSetting setting) => setting switch
    {
        CertificateSetting.CertificateKey => "certificate-key",
        CertificateSetting.CertificatePassword => "certificate-password",
        _ => "certificate",
    };

    private static Task SayComeBack(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds;
        return Task.CompletedTask;
    }
}

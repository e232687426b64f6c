using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Runtime;
using IntegrationActors.Runtime.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Net.Http.Headers;

namespace IntegrationActors.Server.Hosting;

/// <summary>The host of the listeners for sender systems: no middleware, no routing, one handler.</summary>
internal static class SenderHost
{
    private const string RetryAfterSeconds = "1";

    public static WebApplication Build(HttpOptions options, IServiceProvider node)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(node.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPool>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => HttpsListenerSettings.Apply(kestrel));
        builder.WebHost.UseSockets(Tune);
        builder.WebHost.UseUrls([.. Urls(options)]);
        if (options.Certificate.Length > 0)
        {
            var certificate = Load(options);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        }

        var app = builder.Build();
        var ingress = node.GetRequiredService<HttpIngress>();
        var readiness = node.GetRequiredService<NodeReadiness>();
        app.Run(context => readiness.IsReady ? ingress.HandleAsync(context) : SayComeBack(context));
        return app;
    }

    // Sockets complete on threads of the pool: a request goes on right there instead of being queued to it twice more, and a connection keeps the
    // 4 KB it will read into. Measured on W1: a quarter less CPU per request.
    private static void Tune(SocketTransportOptions sockets)
    {
        sockets.UnsafePreferInlineScheduling = true;
        sockets.WaitForDataBeforeAllocatingBuffer = false;
    }

    private static IEnumerable<string> Urls(HttpOptions options)
    {
        if (options.Address.Length > 0)
        {
            yield return options.Address;
        }

        if (options.Certificate.Length > 0)
        {
            yield return options.TlsAddress;
        }
    }

    private static X509Certificate2 Load(HttpOptions options) => X509Certificate2.GetCertContentType(options.Certificate) == X509ContentType.Pfx
        ? X509CertificateLoader.LoadPkcs12FromFile(options.Certificate, options.CertificatePassword)
        : options.CertificatePassword.Length == 0
            ? X509Certificate2.CreateFromPemFile(options.Certificate)
            : X509Certificate2.CreateFromEncryptedPemFile(options.Certificate, options.CertificatePassword);

    private static Task SayComeBack(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds;
        return Task.CompletedTask;
    }
}

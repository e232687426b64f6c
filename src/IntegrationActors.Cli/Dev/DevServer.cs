using System.Net;
using System.Net.Sockets;
using IntegrationActors.Adapters.Files.Local;
using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Adapters.Https.Sender.Listeners;
using IntegrationActors.Cli.Local.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Cli.Dev;

/// <summary>The listener for senders on this machine alone, with the adapters that flows share. The same handler as on a server.</summary>
internal sealed class DevServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DevServer(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    /// <summary>Where senders reach it, such as <c>http://127.0.0.1:8080</c>.</summary>
    public string Address => _app.Urls.First();

    public LocalClients Clients { get; private init; } = new();

    /// <summary>Opens the listener.</summary>
    /// <exception cref="CliException">The port is taken.</exception>
    public static async Task<DevServer> StartAsync(DevOptions options, CancellationToken cancel)
    {
        var clients = new LocalClients();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        builder.Services.AddLocalAdapters(TimeProvider.System, clients);
        builder.Services.AddSingleton(Folders(options));
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            HttpsListenerSettings.Apply(kestrel);
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        var app = builder.Build();
        app.Run(app.Services.GetRequiredService<HttpIngress>().HandleAsync);
        try
        {
            await app.StartAsync(cancel);
            return new DevServer(app) { Clients = clients };
        }
        catch (IOException e) when (e.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await app.DisposeAsync();
            throw CliException.Usage($"port {options.Port} is taken, by a server perhaps; take another with --port, or --port 0 for any that is free");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Requests are answered before: the flows have retired when the listener closes.
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static FileFolders Folders(DevOptions options)
    {
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.Files is { } folder)
        {
            folders[options.Tenant] = Path.GetFullPath(folder);
        }

        return new FileFolders(folders);
    }
}

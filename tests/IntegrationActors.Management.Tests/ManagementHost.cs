using System.Net.Sockets;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Expressions;
using IntegrationActors.Management.Queues;
using IntegrationActors.Runtime;
using IntegrationActors.Security;
using IntegrationActors.Steps.Set;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Management.Tests;

/// <summary>The API behind a real Kestrel, on a port of the system's choice and on a Unix socket, over real stores and a fake runtime.</summary>
public sealed class ManagementHost : IAsyncDisposable
{
    public const string Password = "correct horse";
    private readonly WebApplication _app;
    private readonly string _folder;

    private ManagementHost(WebApplication app, string folder, FakeTenantControl control, LogLines log)
    {
        (_app, _folder, Control, Log) = (app, folder, control, log);
        Local = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectSocketAsync, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri("http://localhost/") };
        Remote = new HttpClient { BaseAddress = new Uri(Address) };
    }

    /// <summary>The operator at the socket.</summary>
    public HttpClient Local { get; }

    /// <summary>Somebody on the network, not signed in.</summary>
    public HttpClient Remote { get; }

    public FakeTenantControl Control { get; }

    public LogLines Log { get; }

    /// <summary>The queues of every tenant.</summary>
    public FakeQueues Queues => (FakeQueues)_app.Services.GetRequiredService<QueuesOf>()(Store);

    public string MasterKeyFile => Path.Combine(_folder, MasterKeyRing.FileName);

    public string SocketPath => Path.Combine(_folder, "ia.sock");

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(a => !a.Contains("unix"));

    public TenantStore Store => _app.Services.GetRequiredService<TenantStores>().Get("demo");

    /// <summary>Does what the fake runtime leaves out when it deletes the tenant.</summary>
    public async Task DeleteStoreAsync() => await _app.Services.GetRequiredService<TenantStores>().DeleteAsync("demo");

    /// <summary>Everything that is mapped: methods and paths with their parameters in braces.</summary>
    public IReadOnlyList<(string Method, string Path)> Routes =>
    [
        .. from endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, endpoint.RoutePattern.RawText!),
    ];

    public FakeTimeProvider Clock => (FakeTimeProvider)_app.Services.GetRequiredService<TimeProvider>();

    /// <summary>How many requests have come in.</summary>
    public int Requests => _app.Services.GetRequiredService<RequestCount>().Value;

    public static async Task<ManagementHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ia-").FullName;
        var (control, log) = (new FakeTenantControl(), new LogLines());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.ListenUnixSocket(Path.Combine(folder, "ia.sock"));
        });
        AddServices(builder.Services, folder, control);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            app.Services.GetRequiredService<RequestCount>().Add();
            return next(http);
        });
        app.MapManagementApi();
        app.MapForAdministrators().MapGet("/administrators-only", () => "all tenants").ExcludeFromDescription();
        await app.StartAsync();
        await control.CreateTenantAsync("demo", CancellationToken.None);
        return new ManagementHost(app, folder, control, log);
    }

    /// <summary>Makes the administrator <c>admin</c>; hashing the password takes its time, so only where it is needed.</summary>
    public Task AddAdministratorAsync() => _app.Services.GetRequiredService<SystemStore>().PutAdministratorAsync("admin", PasswordHash.Create(Password));

    public async ValueTask DisposeAsync()
    {
        Local.Dispose();
        Remote.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AddServices(IServiceCollection services, string folder, FakeTenantControl control)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var options = new StoreOptions { DataDirectory = folder };
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<ITenantControl>(control);
        services.AddSingleton(MasterKeyRing.FromFile(folder));
        services.AddSingleton<ISecretProtector, SecretProtector>();
        services.AddSingleton(provider => new TenantStores(options, time, provider.GetRequiredService<ISecretProtector>()));
        services.AddSingleton(_ => new SystemStore(options, time));
        services.AddSingleton(Catalogue.Of(typeof(SetOptions).Assembly, typeof(HttpsSenderOptions).Assembly));
        services.AddSingleton<IExpressionCompiler, ExpressionCompiler>();
        services.AddSingleton<FlowReader>();
        services.AddHttpsAdapter(new HttpsAdapterSettings());
        services.AddSingleton<RequestCount>();
        services.AddSingleton<IMessageResend, FakeResend>();
        var queues = new FakeQueues();
        services.AddSingleton<QueuesOf>(_ => queues);
        services.AddManagement(settings => settings.SenderAddresses = () => ["http://127.0.0.1:8080"]);
    }

    private async ValueTask<Stream> ConnectSocketAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private sealed class RequestCount
    {
        private int _value;

        public int Value => Volatile.Read(ref _value);

        public void Add() => Interlocked.Increment(ref _value);
    }
}

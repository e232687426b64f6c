using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Adapters.Https.Receiver;
using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Https.Sender.Authentication;
using IntegrationActors.Adapters.Https.Sender.Listeners;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.Set;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>A node with a real listener: flows are read, compiled and opened as a server does it. Its client <c>shop</c> with secret <c>s3cret</c> may send.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    public const string Tenant = "acme";
    public const string Login = "shop:s3cret";

    private static readonly Catalogue Catalogue = Catalogue.Of(typeof(SetStep).Assembly, typeof(HttpsReceiverAdapter).Assembly);

    private readonly WebApplication _app;

    private TestNode(WebApplication app) => _app = app;

    public static PayloadSpool Spool { get; } = CreateSpool();

    public IServiceProvider Services => _app.Services;

    public TestLog Log { get; } = new();

    public MemoryQueues Queues { get; } = new();

    public MemoryDataStores DataStores { get; } = new();

    public TestClients Clients => (TestClients)Services.GetRequiredService<IClientDirectories>();

    public ConcurrentDictionary<string, Credential> Credentials { get; } = new();

    /// <summary>Lines that adapters wrote for the author of the flow.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public static async Task<TestNode> StartAsync(IReadOnlyDictionary<string, string>? hosts = null, TimeProvider? time = null, ServerCertificate? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
        {
            HttpsListenerSettings.Apply(server);
            server.Listen(IPAddress.Loopback, 0, listen => UseTls(listen, certificate));
        });
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<IClientDirectories, TestClients>();
        builder.Services.AddSingleton<IChannelStreams, TestStreams>();
        builder.Services.AddAccessTokens();
        builder.Services.AddHttpsAdapter(new HttpsAdapterSettings { Hosts = hosts ?? new Dictionary<string, string>() });
        var app = builder.Build();
        app.Run(app.Services.GetRequiredService<HttpIngress>().HandleAsync);
        await app.StartAsync();
        var node = new TestNode(app) { Address = AddressOf(app) };
        node.Clients.Add(Tenant, "shop", "s3cret", "ESBMessaging.send");
        node.Client = new HttpClient(CreateHandler()) { BaseAddress = node.Address };
        node.Client.DefaultRequestHeaders.Authorization = Basic(Login);
        return node;
    }

    /// <summary>A client that trusts every server.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
#pragma warning disable CA5359 // Servers of tests sign their own certificates.
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
    };

    public static AuthenticationHeaderValue Basic(string login) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));

    public static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Deploys <c>from: { https: { … } }</c> with steps, written as in a flow file.</summary>
    public Task<Deployment> DeployAsync(string channel, string steps, string flow = "orders", int version = 1, string tenant = Tenant) =>
        DeployTextAsync($"flow: {flow}\nfrom: {{ https: {{ {channel} }} }}\nsteps:\n{Indent(steps)}", version, tenant);

    public async Task<Deployment> DeployTextAsync(string text, int version = 1, string tenant = Tenant)
    {
        var reading = Read(text);
        var flow = reading.Flow ?? throw new XunitException(string.Join('\n', reading.Findings));
        var plan = FlowCompiler.Compile(flow, new TestFlowContext(new FlowIdentity(tenant, flow.Name, version), this));
        await plan.StartAsync(CancellationToken.None);
        var gate = new FlowGate(flow.Concurrency);
        var senders = new List<ISenderAdapter>();
        foreach (var entry in plan.Entries)
        {
            var sender = plan.CreateSender(entry);
            await sender.StartAsync(new FlowInlet(plan, entry, gate, new FlowLogging(Log, new FlowLogLevel(TimeProvider.System), TimeProvider.System)), CancellationToken.None);
            senders.Add(sender);
        }

        return new Deployment(plan, gate, senders);
    }

    /// <summary>Deploys a flow with one call.</summary>
    public Task<Deployment> DeployCallAsync(string options, string url, string after = "") =>
        DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{url}\", {options} }} }}{after}");

    /// <summary>Sends a message through a flow with one call, and expects it to fail.</summary>
    public async Task<MessageRecord> FailAsync(string options, string url, string after = "")
    {
        var deployment = await DeployCallAsync(options, url, after);
        await PostAsync("/t/acme/http/orders", "x");
        await deployment.StopAsync();
        var record = await Log.NextAsync();
        Assert.Equal(MessageStatus.Failed, record.Status);
        return record;
    }

    public static IReadOnlyList<string> Findings(string channel, string steps) => FindingsOf($"flow: orders\nfrom: {{ https: {{ {channel} }} }}\nsteps:\n{Indent(steps)}");

    /// <summary>What is wrong with a flow file.</summary>
    public static IReadOnlyList<string> FindingsOf(string text) => [.. Read(text).Findings.Select(f => f.ToString())];

    public Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, new StringContent(body), headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    private static void UseTls(ListenOptions listen, ServerCertificate? certificate)
    {
        if (certificate is not null)
        {
            HttpsListenerSettings.UseTls(listen, certificate);
        }
    }

    private static FlowReading Read(string text) => new FlowReader(Catalogue, new ExpressionCompiler()).Read(new FlowSource("test.flow.yaml", text), new FlowReadingContext());

    private static string Indent(string yaml) => string.Join('\n', yaml.Split('\n').Select(line => "  " + line));

    private static PayloadSpool CreateSpool()
    {
        var spool = new PayloadSpool(Directory.CreateTempSubdirectory("ia-adapters-").FullName);
        spool.Prepare();
        return spool;
    }
}

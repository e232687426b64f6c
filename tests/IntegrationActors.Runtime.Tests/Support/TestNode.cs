using System.Security.Cryptography;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Expressions;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Security;
using IntegrationActors.Storage;
using IntegrationActors.Storage.MessageLog.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>A whole node without listeners: real cluster of one, real journal and stores in a folder.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly IHost _host;

    private TestNode(IHost host) => _host = host;

    public ITenantControl Control => Service<ITenantControl>();

    public ProbeNetwork Network => Service<ProbeNetwork>();

    public FetchSystem Fetched => Service<FetchSystem>();

    public Holds Holds => Service<Holds>();

    public TenantStores Stores => Service<TenantStores>();

    public TestLog Log => Service<TestLog>();

    public static Task<TestNode> StartAsync(string folder, params string[] settings) => StartAsync(folder, stores: null, settings);

    /// <summary>A further node in this process; it works on the stores of the first one, which only one process can open.</summary>
    public static async Task<TestNode> StartAsync(string folder, TenantStores? stores, params string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var log = new TestLog();
        builder.Services.AddLogging(logging => logging.AddProvider(log));
        builder.Services.AddSingleton(_ => log);
        AddNode(builder.Services, folder, settings);
        if (stores is not null)
        {
            builder.Services.AddSingleton(stores);
        }

        var host = builder.Build();
        await host.StartAsync();
        return new TestNode(host);
    }

    public static NodeConfig Config(string folder, params string[] settings) => NodeConfig.Load(
        Path.Combine(AppContext.BaseDirectory, "hocon"),
        new Dictionary<string, string>(),
        [$"storage.data-directory={folder}", "cluster.port=0", "runtime.retry-min=100ms", .. settings]);

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<FlowDeployment> DeployAsync(string flow, string steps = "", string? address = null, int? ifVersion = null) =>
        DeployTextAsync(flow, $"flow: {flow}\nfrom:\n  probe: {{ address: {address ?? flow} }}\nsteps:\n{(steps.Length == 0 ? "  - set: { headers: { A: b } }" : steps)}\n", ifVersion);

    public async Task<FlowDeployment> DeployTextAsync(string flow, string text, int? ifVersion = null)
    {
        var zip = Bundle.FromFlow($"{flow}.flow.yaml", text).ToZip();
        var hash = Convert.ToHexStringLower(SHA256.HashData(zip));
        await Stores.Get("acme").Artifacts.PutAsync(hash, zip);
        return await Control.DeployAsync(new DeployFlow("acme", flow, hash, $"{flow}.flow.yaml", new Dictionary<string, string>(), ifVersion, "me"), CancellationToken.None);
    }

    public async Task<FlowDeployment?> FindAsync(string flow) => await Control.FindFlowAsync("acme", flow, CancellationToken.None);

    public async Task<IReadOnlyList<MessageStatus>> StatusesAsync() =>
        [.. (await Stores.Get("acme").Messages.SearchAsync(new MessageQuery(), CancellationToken.None)).Messages.Select(m => m.Status)];

    /// <summary>Stops the node in order; its stores stay open for others.</summary>
    public Task LeaveAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }

    private static void AddNode(IServiceCollection services, string folder, string[] settings) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<ProbeNetwork>()
        .AddSingleton<FetchSystem>()
        .AddSingleton<Holds>()
        .AddSingleton(_ => Spool(folder))
        .AddSingleton(new StoreOptions { DataDirectory = folder })
        .AddSingleton(_ => MasterKeyRing.Load(folder))
        .AddSingleton<ISecretProtector, SecretProtector>()
        .AddSingleton<TenantStores>()
        .AddSingleton<IExpressionCompiler, ExpressionCompiler>()
        .AddSingleton(Catalogue.Of(typeof(ProbeSender).Assembly, typeof(Steps.Set.SetOptions).Assembly))
        .AddSingleton<FlowReader>()
        .AddIntegrationRuntime(Config(folder, settings));

    private static PayloadSpool Spool(string folder)
    {
        var spool = new PayloadSpool(Path.Combine(folder, "spool"));
        spool.Prepare();
        return spool;
    }
}

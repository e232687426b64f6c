using System.Collections.Concurrent;
using System.Reflection;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Cli.Local.Running;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Expressions;
using IntegrationActors.Security;
using IntegrationActors.Steps.Set;
using IntegrationActors.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace IntegrationActors.Contracts;

/// <summary>Runs flows of tenant <c>acme</c> in this process, on stores as a server has them. Several hosts on one folder are nodes of one cluster.</summary>
public sealed class FlowHost : IAsyncDisposable
{
    public const string Tenant = "acme";

    private readonly Catalogue _catalogue;
    private readonly ServiceProvider _services;
    private readonly List<OpenFlow> _flows = [];
    private readonly TenantStores _stores;
    private readonly string _folder = Directory.CreateTempSubdirectory("ia-flows-").FullName;
    private int _version;

    /// <param name="adapters">Assembly of the adapters under test.</param>
    /// <param name="time">The clock.</param>
    /// <param name="add">Adds what the adapters share.</param>
    public FlowHost(Assembly adapters, TimeProvider? time = null, Action<IServiceCollection>? add = null)
    {
        Time = time ?? TimeProvider.System;
        _catalogue = Catalogue.Of(typeof(SetOptions).Assembly, adapters, typeof(SinkOptions).Assembly);
        var services = new ServiceCollection().AddSingleton(Sink).AddSingleton(Time).AddSingleton<IChannelStreams>(new LocalStreams(Time)).AddAccessTokens();
        add?.Invoke(services);
        _services = services.BuildServiceProvider();
        Spool = new PayloadSpool(Path.Combine(_folder, "spool"));
        Spool.Prepare();
        _stores = new TenantStores(new StoreOptions { DataDirectory = _folder, Spool = Spool }, Time, new SecretProtector(MasterKeyRing.FromFile(_folder)));
    }

    public TimeProvider Time { get; }

    public Sink Sink { get; } = new();

    public PayloadSpool Spool { get; }

    public TenantStore Stores => _stores.Get(Tenant);

    public ConcurrentDictionary<string, Credential> Credentials { get; } = new();

    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Messages that ended.</summary>
    public ConcurrentQueue<MessageRecord> Ended { get; } = new();

    /// <summary>Reads and starts a flow.</summary>
    /// <param name="yaml">Everything behind its name.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version; by default a new one. The same version twice stands for two nodes.</param>
    public async Task<OpenFlow> DeployAsync(string yaml, string name = "files", int? version = null)
    {
        var reading = new FlowReader(_catalogue, new ExpressionCompiler()).Read(new FlowSource("test.flow.yaml", $"flow: {name}\n{yaml}"), new FlowReadingContext());
        var definition = reading.Flow ?? throw new XunitException(string.Join('\n', reading.Findings));
        var plan = FlowCompiler.Compile(definition, ContextOf(definition.Name, version ?? ++_version));
        var logging = new FlowLogging(new Log(this), new FlowLogLevel(Time), Time);
        var flow = new OpenFlow(plan, new FlowGate(definition.Concurrency), logging, e => throw e);
        await flow.StartAsync(CancellationToken.None);
        _flows.Add(flow);
        return flow;
    }

    /// <summary>What steps and adapters of a flow see.</summary>
    public IFlowContext ContextOf(string name, int version) => new Context(this, new FlowIdentity(Tenant, name, version));

    /// <summary>What is wrong with a flow.</summary>
    public string FindingsOf(string yaml)
    {
        var reading = new FlowReader(_catalogue, new ExpressionCompiler()).Read(new FlowSource("test.flow.yaml", $"flow: files\n{yaml}"), new FlowReadingContext());
        return string.Join('\n', reading.Findings);
    }

    /// <summary>Sends a message into a flow from outside of its channels.</summary>
    public async Task<MessageRecord> SendAsync(OpenFlow flow, Payload body, params (string Name, string Value)[] headers)
    {
        var message = new Message { Body = body };
        foreach (var (name, value) in headers)
        {
            message.Headers.Set(name, value);
        }

        var receipt = new Hand { Message = message };
        await flow.Inlet(0)!.ProcessAsync(receipt, CancellationToken.None);
        return Ended.Single(record => record.Id == receipt.Id);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var flow in _flows)
        {
            await flow.RetireAsync(TimeSpan.FromSeconds(5));
        }

        await _stores.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Hand : Receipt
    {
        public Hand() => Id = MessageId.Create(TimeProvider.System.GetUtcNow());

        public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => default;
    }

    private sealed class Log(FlowHost host) : IMessageLog
    {
        public void Begin(MessageRecord record)
        {
        }

        public void End(MessageRecord record) => host.Ended.Enqueue(record);
    }

    private sealed class Context(FlowHost host, FlowIdentity flow) : IFlowContext, ICredentialSource
    {
        public FlowIdentity Flow => flow;

        public TimeProvider Time => host.Time;

        public PayloadSpool Spool => host.Spool;

        public ICredentialSource Credentials => this;

        public ITenantStores Stores => host.Stores;

        public IServiceProvider Services => host._services;

        public ReadOnlyMemory<byte> Resource(ResourceReference reference) => host.Files[reference.Path];

        public void WriteLog(Exchange exchange, LogSeverity severity, string text)
        {
        }

        public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel) => new(host.Credentials.GetValueOrDefault(name));
    }
}

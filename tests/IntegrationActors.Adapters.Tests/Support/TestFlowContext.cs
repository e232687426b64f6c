using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Surroundings of one deployed flow.</summary>
internal sealed class TestFlowContext(FlowIdentity flow, TestNode node) : IFlowContext, ICredentialSource
{
    public FlowIdentity Flow => flow;

    public TimeProvider Time => TimeProvider.System;

    public PayloadSpool Spool => TestNode.Spool;

    public ICredentialSource Credentials => this;

    public ITenantStores Stores { get; } = new MemoryStores(node.Queues, node.DataStores);

    public IServiceProvider Services => node.Services;

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => throw new InvalidOperationException("No flow under test has files.");

    public void WriteLog(Exchange exchange, LogSeverity severity, string text) => node.Lines.Enqueue(text);

    public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel) => new(node.Credentials.GetValueOrDefault(name));
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Storage;

namespace IntegrationActors.Runtime.Flows;

/// <summary>What steps and adapters of one version of a flow may use.</summary>
internal sealed class FlowContext(FlowIdentity flow, FlowNode node, Bundle bundle, TenantStore store) : IFlowContext
{
    public FlowIdentity Flow { get; } = flow;

    public TimeProvider Time => node.Time;

    public PayloadSpool Spool => node.Spool;

    public ICredentialSource Credentials => store.Credentials;

    public ITenantStores Stores => store;

    public IServiceProvider Services => node.Services;

    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => bundle.Resource(reference);

    public void WriteLog(Exchange exchange, LogSeverity severity, string text) => node.Telemetry.Wrote(exchange, severity, text);
}

using IntegrationActors.Core.Messages;
using IntegrationActors.Definitions;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Telemetry;
using IntegrationActors.Storage;

namespace IntegrationActors.Runtime.Flows;

/// <summary>What all flows of a node share.</summary>
internal sealed record FlowNode(
    TenantStores Stores,
    FlowReader Reader,
    PayloadSpool Spool,
    RunningFlows Running,
    RuntimeOptions Options)
{
    public required IServiceProvider Services { get; init; }

    public required TimeProvider Time { get; init; }

    public FlowTelemetry Telemetry => Running.Telemetry;
}

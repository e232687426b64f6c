using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;

namespace IntegrationActors.Management.Flows;

/// <summary>What steps and adapters of a trial plan see: the real tenant and the new bundle. No exchange ever runs here.</summary>
internal sealed class TrialContext : IFlowContext
{
    public required FlowIdentity Flow { get; init; }

    public required TimeProvider Time { get; init; }

    public required PayloadSpool Spool { get; init; }

    public required ICredentialSource Credentials { get; init; }

    public ITenantStores Stores => throw new InvalidOperationException("No exchange runs in a trial plan.");

    public required IServiceProvider Services { get; init; }

    public required Bundle Bundle { get; init; }

    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => Bundle.Resource(reference);

    public void WriteLog(Exchange exchange, LogSeverity severity, string text) =>
        throw new InvalidOperationException("No exchange runs in a trial plan.");
}

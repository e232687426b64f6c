using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.ProcessDirect;

/// <summary>An open address of one version of a flow.</summary>
internal sealed class ProcessDirectEntry(string address, PassedHeaders headers, IFlowInlet inlet)
{
    public string Address { get; } = address;

    /// <summary>Headers of the caller that come in.</summary>
    public PassedHeaders Headers { get; } = headers;

    public IFlowInlet Inlet { get; } = inlet;

    public FlowIdentity Flow { get; } = inlet.Flow;

    public (string Tenant, string Address) Key => (Flow.Tenant, Address);
}

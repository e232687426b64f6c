using IntegrationActors.Core.Adapters;
using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>What the actor of a tenant, or the directory, answers.</summary>
internal abstract record TenantAnswer : IWire
{
    public sealed record Done : TenantAnswer;

    /// <summary>The flow, or null when there is none of that name.</summary>
    public sealed record Flow(FlowDeployment? Value) : TenantAnswer;

    public sealed record Flows(IReadOnlyList<FlowDeployment> Values) : TenantAnswer;

    public sealed record Conflict(string Name, int Expected, int Current) : TenantAnswer;

    /// <summary>The decision could not be stored; nothing has happened.</summary>
    public sealed record Failed(string Reason) : TenantAnswer;

    public sealed record Unknown(string Tenant) : TenantAnswer;

    /// <summary>The tenant is there; not new when there was one of that name before.</summary>
    public sealed record Added(bool IsNew) : TenantAnswer;

    /// <summary>The directory doesn't name the tenant any more.</summary>
    /// <param name="Sequence">The entry of the journal that says which tenants there are; those before it are void.</param>
    public sealed record Forgotten(long Sequence) : TenantAnswer;

    /// <summary>What the test of a flow's channels gave; null when there is no flow of that name, or its node does not know it yet.</summary>
    public sealed record Probed(ProbeReport? Report) : TenantAnswer;

    public sealed record Names(IReadOnlyList<string> Values) : TenantAnswer;
}

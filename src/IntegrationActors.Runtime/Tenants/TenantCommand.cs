using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>A message for the actor of a tenant.</summary>
internal abstract record TenantCommand(string Tenant) : IWire
{
    /// <summary>Makes sure that the tenant is created and that its cells run. Not answered.</summary>
    public sealed record Ensure(string Tenant) : TenantCommand(Tenant);

    /// <summary>As <see cref="Ensure"/>, answered by Done as soon as every flow is Started or in Error.</summary>
    public sealed record Settle(string Tenant) : TenantCommand(Tenant);

    public sealed record Deploy(string Tenant, DeployFlow Flow) : TenantCommand(Tenant);

    public sealed record Undeploy(string Tenant, string Flow, int? IfVersion, string By) : TenantCommand(Tenant);

    public sealed record SetLogLevel(string Tenant, string Flow, MessageLogLevel Level, string By) : TenantCommand(Tenant);

    public sealed record Assign(string Tenant, string? Pool, string By) : TenantCommand(Tenant);

    /// <summary>Ends all flows for good; answered by Done when the last one has ended.</summary>
    public sealed record Delete(string Tenant, string By) : TenantCommand(Tenant);

    /// <summary>Asks for all flows.</summary>
    public sealed record List(string Tenant) : TenantCommand(Tenant);

    /// <summary>Asks for one flow.</summary>
    public sealed record Find(string Tenant, string Flow) : TenantCommand(Tenant);

    /// <summary>Asks for a test of the channels of a flow.</summary>
    public sealed record Probe(string Tenant, string Flow, string? Channel) : TenantCommand(Tenant);

    /// <summary>A cell asks for what it has to run.</summary>
    public sealed record Pull(string Tenant, CellId Cell) : TenantCommand(Tenant);

    /// <summary>A cell tells what its flows are doing.</summary>
    /// <param name="Tenant">Name of the tenant.</param>
    /// <param name="Cell">The cell.</param>
    /// <param name="Revision">The revision that it follows.</param>
    /// <param name="Flows">All its flows.</param>
    public sealed record Report(string Tenant, CellId Cell, long Revision, IReadOnlyList<ActualFlow> Flows) : TenantCommand(Tenant);
}

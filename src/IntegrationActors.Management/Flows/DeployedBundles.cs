using IntegrationActors.Definitions;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Runtime;

namespace IntegrationActors.Management.Flows;

/// <summary>The deployed flows and the bundles they run from.</summary>
internal sealed class DeployedBundles(ITenantControl control, TenantDirectory tenants)
{
    public async Task<FlowDeployment> FindAsync(string tenant, string flow, CancellationToken cancel) =>
        await control.FindFlowAsync(tenant, flow, cancel) ?? throw NotDeployed(tenant, flow);

    public async Task<Bundle> BundleAsync(FlowDeployment flow, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(flow.Tenant, cancel);
        var content = await store.Artifacts.GetAsync(flow.Artifact, cancel)
            ?? throw ProblemException.NotFound($"the bundle {flow.Artifact} of flow '{flow.Flow}' is not in the store of tenant '{flow.Tenant}'");
        using var zip = new MemoryStream(content, writable: false);
        return Bundle.FromZip(zip);
    }

    public static ProblemException NotDeployed(string tenant, string flow) =>
        ProblemException.NotFound($"flow '{flow}' is not deployed in tenant '{tenant}'");
}

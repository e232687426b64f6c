using IntegrationActors.Management.Access;
using IntegrationActors.Runtime;

namespace IntegrationActors.Management.Flows;

/// <summary>Deploys a flow again from the bundle it has, with other values of parameters.</summary>
internal sealed class ParameterChange(DeployedBundles deployed, FlowDeployer deployer)
{
    public async Task<DeploymentView> ApplyAsync(FlowDeployment flow, ParametersRequest request, VersionCondition condition, Caller caller, CancellationToken cancel)
    {
        var bundle = await deployed.BundleAsync(flow, cancel);
        var upload = new FlowUpload(bundle, request.Values) { Files = [flow.File], KeepsValues = false };
        return await deployer.DeployAsync(new DeploymentOrder(flow.Tenant, upload, condition, caller) { OnlyFlow = flow.Flow }, cancel);
    }
}

using IntegrationActors.Management.Access;
using IntegrationActors.Management.Problems;
using IntegrationActors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Flows;

/// <summary>Deployment and lint over HTTP. Parameters are queries: <c>param.erpUrl=https://erp.example.org</c>.</summary>
internal static class DeploymentEndpoints
{
    private const string Conventions =
        "Values of parameters are queries: param.NAME=value; parameters that are not given keep the value they have. A flow file is called by the query file=NAME.flow.yaml in findings.";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        Accepting(tenant.MapPut("/flows/{flow}", PutAsync)).WithName("deployFlow")
            .WithSummary("Deploys a flow file as a new version of this flow.")
            .WithDescription($"{Conventions} If-Match names the version to replace (428 without, 412 when it is another one now); If-None-Match: * only creates; force=true replaces in any case. dryRun=true deploys nothing.");
        Accepting(tenant.MapPost("/deployments", DeployAsync)).WithName("deployBundle")
            .WithSummary("Deploys all flows of a bundle.")
            .WithDescription($"{Conventions} A flow that is deployed already needs ifVersion.NAME=1 or force=true. dryRun=true deploys nothing.");
        Accepting(tenant.MapPost("/lint", LintAsync)).WithName("lintBundle")
            .WithSummary("All findings about a bundle, errors and warnings, with status 200.")
            .WithDescription(Conventions);
        tenant.MapPut("/flows/{flow}/parameters", SetParametersAsync).WithName("setParameters")
            .WithSummary("Deploys the same bundle with other values of parameters, as a new version.")
            .ReadsJson<ParametersRequest>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static RouteHandlerBuilder Accepting(RouteHandlerBuilder endpoint) => endpoint
        .ReadsBytes(FlowUpload.Zip, FlowUpload.Yaml)
        .WithMetadata(new RequestSizeLimitAttribute(FlowUpload.MaxBytes))
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<DeploymentView>, Accepted<DeploymentView>>> PutAsync(
        string tenant,
        string flow,
        HttpContext http,
        FlowDeployer deployer)
    {
        var cancel = http.RequestAborted;
        var upload = await FlowUpload.ReadAsync(http.Request, flow, cancel);
        return await RunAsync(tenant, upload, flow, http, deployer);
    }

    private static async Task<Results<Ok<DeploymentView>, Accepted<DeploymentView>>> DeployAsync(string tenant, HttpContext http, FlowDeployer deployer, CancellationToken cancel)
    {
        var upload = await FlowUpload.ReadAsync(http.Request, "upload", cancel);
        return await RunAsync(tenant, upload, onlyFlow: null, http, deployer);
    }

    private static async Task<Ok<LintView>> LintAsync(string tenant, HttpRequest request, FlowChecker checker, CancellationToken cancel)
    {
        var upload = await FlowUpload.ReadAsync(request, "upload", cancel);
        var check = await checker.CheckAsync(tenant, upload, cancel);
        return TypedResults.Ok(new LintView(check.Errors, Finding.Of(check.Findings)));
    }

    private static async Task<Results<Ok<DeploymentView>, Accepted<DeploymentView>>> SetParametersAsync(
        string tenant,
        string flow,
        HttpContext http,
        DeployedBundles deployed,
        ParameterChange change)
    {
        var cancel = http.RequestAborted;
        var request = await JsonBody.ReadAsync(http.Request, ManagementJson.Default.ParametersRequest, cancel);
        var current = await deployed.FindAsync(tenant, flow, cancel);
        var done = await change.ApplyAsync(current, request, VersionCondition.Of(http.Request), Caller.Of(http), cancel);
        return Answer(http, done);
    }

    private static async Task<Results<Ok<DeploymentView>, Accepted<DeploymentView>>> RunAsync(
        string tenant,
        FlowUpload upload,
        string? onlyFlow,
        HttpContext http,
        FlowDeployer deployer)
    {
        var cancel = http.RequestAborted;
        var order = new DeploymentOrder(tenant, upload, VersionCondition.Of(http.Request), Caller.Of(http)) { OnlyFlow = onlyFlow };
        var dryRun = bool.TryParse(http.Request.Query["dryRun"], out var dry) && dry;
        return Answer(http, dryRun ? await deployer.DryRunAsync(order, cancel) : await deployer.DeployAsync(order, cancel));
    }

    // A flow that is still starting after the runtime's patience: accepted, and its status says how it ends.
    private static Results<Ok<DeploymentView>, Accepted<DeploymentView>> Answer(HttpContext http, DeploymentView done)
    {
        if (done.Flows is [var only])
        {
            http.Response.Headers.ETag = FlowEndpoints.Tag(only.Version);
        }

        return done.Flows.Any(f => f.Status == FlowStatus.Starting) ? TypedResults.Accepted((string?)null, done) : TypedResults.Ok(done);
    }
}

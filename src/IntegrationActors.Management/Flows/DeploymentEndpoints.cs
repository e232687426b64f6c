using IntegrationActors.Management.Access;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Flows;

/// <summary>Deployment and lint over HTTP. Parameters are queries: <c>param.erpUrl=https://erp.example.org</c>.</summary>
internal static class DeploymentEndpoints
{
    private const string DryRun = "dryRun";

    private static readonly QueryParameter[] Upload =
    [
        new(FlowUpload.File, "File name of a single flow in findings, such as orders.flow.yaml."),
        new(FlowUpload.ParameterPrefix, "Values of parameters: param.NAME=value. Those that are not given keep the value that the flow has.") { IsPrefix = true },
    ];

    private static readonly QueryParameter[] Changes =
    [
        new(VersionCondition.Force, "true replaces whatever version there is.") { Type = JsonSchemaType.Boolean },
        new(DryRun, "true checks everything and deploys nothing.") { Type = JsonSchemaType.Boolean },
    ];

    private static readonly QueryParameter Versions =
        new(VersionCondition.VersionPrefix, "Versions to replace, by flow: ifVersion.NAME=3; 0: the flow must be new.") { Type = JsonSchemaType.Integer, IsPrefix = true };

    private static readonly RequestHeader[] Conditions =
    [
        new("If-Match", "The version to replace, as GET gave it in ETag, such as \"3\"; without it 428 when the flow is deployed, with another one 412."),
        new("If-None-Match", "* only creates."),
    ];

    public static void Map(IEndpointRouteBuilder tenant)
    {
        Deploying(Accepting(tenant.MapPut("/flows/{flow}", PutAsync))).WithName("deployFlow")
            .WithSummary("Deploys a flow file, or a bundle of this one flow, as a new version.")
            .ReadsQueries([.. Upload, .. Changes, Versions])
            .ReadsHeaders(Conditions);
        Deploying(Accepting(tenant.MapPost("/deployments", DeployAsync))).WithName("deployBundle")
            .WithSummary("Deploys all flows of a bundle. A flow that is deployed already needs ifVersion.NAME or force.")
            .ReadsQueries([.. Upload, .. Changes, Versions])
            .ReadsHeaders(Conditions);
        Accepting(tenant.MapPost("/lint", LintAsync)).WithName("lintBundle")
            .WithSummary("All findings about a flow file or a bundle, errors and warnings, with status 200.")
            .ReadsQueries(Upload);
        Deploying(tenant.MapPut("/flows/{flow}/parameters", SetParametersAsync)).WithName("setParameters")
            .WithSummary("Deploys the same bundle with other values of parameters, as a new version.")
            .ReadsQueries(Changes)
            .ReadsHeaders(Conditions)
            .ReadsJson<ParametersRequest>();
    }

    private static RouteHandlerBuilder Accepting(RouteHandlerBuilder endpoint) => endpoint
        .ReadsBytes(FlowUpload.Zip, FlowUpload.Yaml)
        .WithMetadata(new RequestSizeLimitAttribute(FlowUpload.MaxBytes))
        .Refuses(StatusCodes.Status422UnprocessableEntity);

    private static RouteHandlerBuilder Deploying(RouteHandlerBuilder endpoint) =>
        endpoint.Refuses(StatusCodes.Status412PreconditionFailed, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status428PreconditionRequired);

    private static async Task<Results<Ok<DeploymentView>, Accepted<DeploymentView>>> PutAsync(
        string tenant,
        string flow,
        HttpContext http,
        FlowDeployer deployer)
    {
        var upload = await FlowUpload.ReadAsync(http.Request, flow, http.RequestAborted);
        return await RunAsync(http, Order(http, tenant, upload) with { OnlyFlow = flow }, deployer);
    }

    private static async Task<Results<Ok<DeploymentView>, Accepted<DeploymentView>>> DeployAsync(string tenant, HttpContext http, FlowDeployer deployer)
    {
        var upload = await FlowUpload.ReadAsync(http.Request, "upload", http.RequestAborted);
        return await RunAsync(http, Order(http, tenant, upload), deployer);
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
        FlowDeployer deployer)
    {
        var cancel = http.RequestAborted;
        var request = await JsonBody.ReadAsync(http.Request, ManagementJson.Default.ParametersRequest, cancel);
        var current = await deployed.FindAsync(tenant, flow, cancel);
        var upload = FlowUpload.Again(current, await deployed.BundleAsync(current, cancel), request.Values);
        return await RunAsync(http, Order(http, tenant, upload) with { OnlyFlow = flow }, deployer);
    }

    private static DeploymentOrder Order(HttpContext http, string tenant, FlowUpload upload) =>
        new(tenant, upload, VersionCondition.Of(http.Request), Caller.Of(http)) { DryRun = http.Request.Flag(DryRun) };

    // A flow that is still starting after the runtime's patience: accepted, and its status says how it ends.
    private static async Task<Results<Ok<DeploymentView>, Accepted<DeploymentView>>> RunAsync(HttpContext http, DeploymentOrder order, FlowDeployer deployer)
    {
        var done = await deployer.DeployAsync(order, http.RequestAborted);
        if (done.Flows is [var only])
        {
            http.Response.Headers.ETag = FlowEndpoints.Tag(only.Version);
        }

        return done.Flows.Any(f => f.Status == FlowStatus.Starting) ? TypedResults.Accepted((string?)null, done) : TypedResults.Ok(done);
    }
}

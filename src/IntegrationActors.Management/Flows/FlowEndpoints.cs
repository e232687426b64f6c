using IntegrationActors.Management.Access;
using IntegrationActors.Management.Requests;
using IntegrationActors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Flows;

/// <summary>Deployed flows over HTTP.</summary>
internal static class FlowEndpoints
{
    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/flows", ListAsync).WithName("listFlows").WithSummary("Lists the deployed flows.");
        tenant.MapGet("/flows/{flow}", FindAsync).WithName("getFlow").WithSummary("One flow; the ETag is its version.");
        tenant.MapGet("/flows/{flow}/source", SourceAsync).WithName("getFlowSource").WithSummary("The flow file of the current version.")
            .Produces<string>(StatusCodes.Status200OK, FlowUpload.Yaml);
        tenant.MapGet("/flows/{flow}/bundle", BundleAsync).WithName("getFlowBundle").WithSummary("The bundle of the current version, as zip.")
            .Produces<byte[]>(StatusCodes.Status200OK, FlowUpload.Zip);
        tenant.MapDelete("/flows/{flow}", UndeployAsync).WithName("undeployFlow").WithSummary("Takes a flow out; messages inside are finished first.")
            .ReadsHeaders(new RequestHeader("If-Match", "The version that is meant, such as \"3\"; without it whichever there is."))
            .Refuses(StatusCodes.Status412PreconditionFailed);
        tenant.MapPut("/flows/{flow}/log-level", SetLogLevelAsync).WithName("setLogLevel")
            .WithSummary("Switches how much the message log keeps of new messages, without redeploy.")
            .ReadsJson<LogLevelRequest>();
    }

    private static async Task<Ok<Page<FlowView>>> ListAsync(string tenant, ITenantControl control, CancellationToken cancel)
    {
        var flows = await control.ListFlowsAsync(tenant, cancel);
        return TypedResults.Ok(new Page<FlowView>([.. flows.Select(FlowView.Of)]));
    }

    private static async Task<Ok<FlowView>> FindAsync(string tenant, string flow, HttpResponse response, DeployedBundles deployed, CancellationToken cancel) =>
        Tagged(response, await deployed.FindAsync(tenant, flow, cancel));

    private static async Task<ContentHttpResult> SourceAsync(string tenant, string flow, HttpResponse response, DeployedBundles deployed, CancellationToken cancel)
    {
        var found = await deployed.FindAsync(tenant, flow, cancel);
        var bundle = await deployed.BundleAsync(found, cancel);
        response.Headers.ETag = Tag(found.Version);
        return TypedResults.Text(bundle.Flow(found.File).Text, FlowUpload.Yaml);
    }

    private static async Task<FileContentHttpResult> BundleAsync(string tenant, string flow, HttpResponse response, DeployedBundles deployed, CancellationToken cancel)
    {
        var found = await deployed.FindAsync(tenant, flow, cancel);
        var bundle = await deployed.BundleAsync(found, cancel);
        response.Headers.ETag = Tag(found.Version);
        return TypedResults.Bytes(bundle.ToZip(), FlowUpload.Zip);
    }

    private static async Task<NoContent> UndeployAsync(string tenant, string flow, HttpContext http, ITenantControl control, CancellationToken cancel)
    {
        var version = VersionCondition.Of(http.Request).Optional;
        return await control.UndeployAsync(tenant, flow, version, Caller.Of(http).Name, cancel) is null
            ? throw DeployedBundles.NotDeployed(tenant, flow)
            : TypedResults.NoContent();
    }

    private static async Task<Ok<FlowView>> SetLogLevelAsync(string tenant, string flow, HttpContext http, ITenantControl control, CancellationToken cancel)
    {
        var request = await JsonBody.ReadAsync(http.Request, ManagementJson.Default.LogLevelRequest, cancel);
        var changed = await control.SetLogLevelAsync(tenant, flow, request.Level, Caller.Of(http).Name, cancel);
        return Tagged(http.Response, changed ?? throw DeployedBundles.NotDeployed(tenant, flow));
    }

    private static Ok<FlowView> Tagged(HttpResponse response, FlowDeployment flow)
    {
        response.Headers.ETag = Tag(flow.Version);
        return TypedResults.Ok(FlowView.Of(flow));
    }

    internal static string Tag(int version) => $"\"{version}\"";
}

using IntegrationActors.Core.Adapters;
using IntegrationActors.Management.Flows;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Channels;

/// <summary>Channels over HTTP: how they are doing, and whether their systems can be reached.</summary>
internal static class ChannelEndpoints
{
    private const string Channel = "channel";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/channels", ListAsync).WithName("listChannels").WithSummary("Lists the sender channels of all flows with how they are doing.");
        tenant.MapPost("/flows/{flow}/check", CheckAsync).WithName("checkChannels")
            .WithSummary("Tests the channels of a flow from the node that runs it, layer by layer; takes up to half a minute.")
            .ReadsQueries(new QueryParameter(Channel, "Name or kind of a channel; without it all are tested."));
    }

    private static async Task<Ok<Page<FlowChannelView>>> ListAsync(string tenant, ITenantControl control, CancellationToken cancel)
    {
        var flows = await control.ListFlowsAsync(tenant, cancel);
        return TypedResults.Ok(new Page<FlowChannelView>([.. flows.SelectMany(FlowChannelView.Of)]));
    }

    private static async Task<Ok<Page<ChannelProbeView>>> CheckAsync(string tenant, string flow, HttpRequest request, ITenantControl control, CancellationToken cancel)
    {
        var channel = request.Query[Channel] is [{ Length: > 0 } named] ? named : null;
        if (await control.ProbeAsync(tenant, flow, channel, cancel) is not { } report)
        {
            throw await control.FindFlowAsync(tenant, flow, cancel) is null
                ? DeployedBundles.NotDeployed(tenant, flow)
                : ProblemException.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.NotReady, "Not ready yet", $"flow '{flow}' has not come to its node yet; try again in a moment", retryAfter: 1);
        }

        return report.Channels.Count > 0 || channel is null
            ? TypedResults.Ok(new Page<ChannelProbeView>([.. report.Channels.Select(ChannelProbeView.Of)]))
            : throw ProblemException.NotFound($"flow '{flow}' has no channel '{channel}'{Names(report)}");
    }

    private static string Names(ProbeReport report) => report.Names.Count == 0 ? "; it has none" : $"; it has {string.Join(", ", report.Names)}";
}

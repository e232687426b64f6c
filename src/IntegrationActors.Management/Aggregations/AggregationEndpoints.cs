using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Aggregations;

/// <summary>Aggregations over HTTP.</summary>
internal static class AggregationEndpoints
{
    private const string Aggregation = "/aggregations/{number}";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/aggregations", ListAsync).WithName("listAggregations").WithSummary("Lists what aggregators gather, with what is set aside.")
            .ReadsQueries(PageQuery.Parameters);
        tenant.MapPost($"{Aggregation}/retry", SendOnAsync).WithName("retryAggregation")
            .WithSummary("Sends an aggregation on with what it has: one that waits for messages or for its next try, or that was set aside.");
        tenant.MapDelete(Aggregation, DeleteAsync).WithName("deleteAggregation").WithSummary("Deletes an aggregation with its messages for good; the message log keeps it as CANCELLED.");
    }

    private static async Task<Ok<Page<AggregationView>>> ListAsync(string tenant, HttpRequest request, AggregationDesk aggregations, CancellationToken cancel) =>
        TypedResults.Ok(await aggregations.ListAsync(tenant, PageQuery.Of(request.Query), cancel));

    private static async Task<NoContent> SendOnAsync(string tenant, string number, AggregationDesk aggregations, CancellationToken cancel)
    {
        await aggregations.SendOnAsync(tenant, number, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(string tenant, string number, AggregationDesk aggregations, CancellationToken cancel)
    {
        await aggregations.DeleteAsync(tenant, number, cancel);
        return TypedResults.NoContent();
    }
}

using IntegrationActors.Core.Stores.IdMapping;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.IdMappings;

/// <summary>Mapped ids over HTTP.</summary>
internal static class IdMappingEndpoints
{
    private const string Source = "source";
    private const string Target = "target";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/id-mappings/{context}", FindAsync).WithName("findIdMapping").WithSummary("What a source id is mapped to, or which ids are mapped to a target.")
            .ReadsQueries(
                new QueryParameter(Source, "The id that was known. Give this or target."),
                new QueryParameter(Target, "The id that it got. Give this or source."),
                ScopeQuery.Parameter);
        tenant.MapDelete("/id-mappings/{context}/{source}", DeleteAsync).WithName("deleteIdMapping").WithSummary("Deletes the mapping of a source id: it gets another target the next time.")
            .ReadsQueries(ScopeQuery.Parameter);
    }

    private static async Task<Ok<Page<IdMappingView>>> FindAsync(string tenant, string context, HttpRequest request, IdMappingDesk mappings, CancellationToken cancel) =>
        TypedResults.Ok(new Page<IdMappingView>(
            await mappings.FindAsync(tenant, ContextOf(context, request), (request.Query[Source].ToString(), request.Query[Target].ToString()), cancel)));

    private static async Task<NoContent> DeleteAsync(string tenant, string context, string source, HttpRequest request, IdMappingDesk mappings)
    {
        await mappings.DeleteAsync(tenant, ContextOf(context, request), PathName.Of(source), request.HttpContext.RequestAborted);
        return TypedResults.NoContent();
    }

    private static IdMappingContext ContextOf(string context, HttpRequest request) => new(PathName.Of(context), ScopeQuery.Of(request));
}

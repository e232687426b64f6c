using IntegrationActors.Core.Stores.NumberRanges;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace IntegrationActors.Management.NumberRanges;

/// <summary>Number ranges over HTTP.</summary>
internal static class NumberRangeEndpoints
{
    private const string Range = "/number-ranges/{range}";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/number-ranges", ListAsync).WithName("listNumberRanges").WithSummary("Lists the number ranges with the number that each gives out next.");
        tenant.MapGet(Range, FindAsync).WithName("getNumberRange").WithSummary("One number range.");
        tenant.MapPut(Range, PutAsync).WithName("putNumberRange").WithSummary("Makes a number range, or changes one; it goes on where it is unless 'last' is given.")
            .ReadsJson<NumberRangeRequest>()
            .ReadsHeaders(new RequestHeader(HeaderNames.IfNoneMatch, "* refuses to change a range that exists."))
            .Refuses(StatusCodes.Status409Conflict);
        tenant.MapDelete(Range, DeleteAsync).WithName("deleteNumberRange").WithSummary("Deletes a number range; flows that use it fail from then on.");
    }

    private static async Task<Ok<Page<NumberRangeView>>> ListAsync(string tenant, NumberRangeDesk ranges, CancellationToken cancel) =>
        TypedResults.Ok(new Page<NumberRangeView>(await ranges.ListAsync(tenant, cancel)));

    private static async Task<Ok<NumberRangeView>> FindAsync(string tenant, string range, NumberRangeDesk ranges, CancellationToken cancel) =>
        TypedResults.Ok(await ranges.FindAsync(tenant, range, cancel));

    private static async Task<Results<Created<NumberRangeView>, Ok<NumberRangeView>>> PutAsync(
        string tenant, string range, HttpRequest request, NumberRangeDesk ranges, CancellationToken cancel)
    {
        var wanted = await JsonBody.ReadAsync(request, ManagementJson.Default.NumberRangeRequest, cancel);
        var onlyNew = string.Equals(request.Headers.IfNoneMatch.ToString(), "*", StringComparison.Ordinal);
        var (put, isNew) = await ranges.PutAsync(tenant, Of(range, wanted), onlyNew, cancel);
        return isNew ? TypedResults.Created(request.Path.ToUriComponent(), put) : TypedResults.Ok(put);
    }

    private static async Task<NoContent> DeleteAsync(string tenant, string range, NumberRangeDesk ranges, CancellationToken cancel)
    {
        await ranges.DeleteAsync(tenant, range, cancel);
        return TypedResults.NoContent();
    }

    private static NumberRange Of(string name, NumberRangeRequest request) => new()
    {
        Name = name,
        Minimum = request.Minimum,
        Maximum = request.Maximum,
        FieldLength = request.FieldLength,
        Rotate = request.Rotate,
        Last = request.Last,
    };
}

using IntegrationActors.Management.Access;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Tenants;

/// <summary>Tenants over HTTP.</summary>
internal static class TenantEndpoints
{
    private const string Confirm = "confirm";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tenants", ListAsync).WithName("listTenants").WithSummary("Lists the tenants that the caller may see.").WithMetadata(new OpenToTenants());
        api.MapGet("/tenants/{tenant}", FindAsync).WithName("getTenant").WithSummary("One tenant.");
        api.MapPut("/tenants/{tenant}", CreateAsync).WithName("createTenant").WithSummary("Creates a tenant; one that exists stays as it is.");
        api.MapDelete("/tenants/{tenant}", DeleteAsync).WithName("deleteTenant").WithSummary("Deletes a tenant with all that it has, for good.")
            .WithDescription("Its flows end first, within the drain limit. Closed to tokens that are for the tenant alone. An interrupted deletion goes on when it is asked for again.")
            .ReadsQueries(new QueryParameter(Confirm, "The name of the tenant once more."))
            .Refuses(StatusCodes.Status403Forbidden);
    }

    private static async Task<NoContent> DeleteAsync(string tenant, HttpContext http, TenantDirectory tenants, CancellationToken cancel)
    {
        if (Caller.Of(http).Tenant is { } own)
        {
            throw ProblemException.Forbidden($"this access token is for tenant '{own}' alone, and can't delete it");
        }

        if (!string.Equals(http.Request.Query[Confirm].ToString(), tenant, StringComparison.Ordinal))
        {
            throw ProblemException.Invalid($"all that tenant '{tenant}' has will be lost: confirm it by the query {Confirm}={tenant}");
        }

        await tenants.DeleteAsync(tenant, Caller.Of(http).Name, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<TenantView>>> ListAsync(HttpContext http, TenantDirectory tenants, CancellationToken cancel)
    {
        var (names, own) = (await tenants.ListAsync(cancel), Caller.Of(http).Tenant);
        return TypedResults.Ok(new Page<TenantView>([.. names.Where(n => own is null || string.Equals(n, own, StringComparison.Ordinal)).Select(n => new TenantView(n))]));
    }

    private static async Task<Ok<TenantView>> FindAsync(string tenant, TenantDirectory tenants, CancellationToken cancel)
    {
        await tenants.RequireAsync(tenant, cancel);
        return TypedResults.Ok(new TenantView(tenant));
    }

    private static async Task<Results<Created<TenantView>, Ok<TenantView>>> CreateAsync(string tenant, HttpRequest request, TenantDirectory tenants, CancellationToken cancel) =>
        await tenants.CreateAsync(tenant, cancel)
            ? TypedResults.Created(request.Path.ToUriComponent(), new TenantView(tenant))
            : TypedResults.Ok(new TenantView(tenant));
}

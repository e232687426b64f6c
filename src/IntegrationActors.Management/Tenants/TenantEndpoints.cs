using IntegrationActors.Management.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Tenants;

/// <summary>Tenants over HTTP.</summary>
internal static class TenantEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tenants", ListAsync).WithName("listTenants").WithSummary("Lists the tenants that the caller may see.").WithMetadata(new OpenToTenants());
        api.MapGet("/tenants/{tenant}", FindAsync).WithName("getTenant").WithSummary("One tenant.");
        api.MapPut("/tenants/{tenant}", CreateAsync).WithName("createTenant").WithSummary("Creates a tenant; one that exists stays as it is.");
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

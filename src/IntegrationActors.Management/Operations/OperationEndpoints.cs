using IntegrationActors.Management.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Operations;

/// <summary>Long work over HTTP.</summary>
internal static class OperationEndpoints
{
    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/operations", ListAsync).WithName("listOperations").WithSummary("Lists the long work of this node for the tenant, newest first.");
        tenant.MapGet("/operations/{operation}", FindAsync).WithName("getOperation").WithSummary("One piece of long work and how far it is.");
    }

    public static string Path(string tenant, OperationView operation) => $"/api/v1/tenants/{tenant}/operations/{operation.Id}";

    private static async Task<Ok<Page<OperationView>>> ListAsync(string tenant, TenantDirectory tenants, OperationBoard operations, CancellationToken cancel)
    {
        await tenants.RequireAsync(tenant, cancel);
        return TypedResults.Ok(new Page<OperationView>(operations.List(tenant)));
    }

    private static async Task<Ok<OperationView>> FindAsync(string tenant, string operation, TenantDirectory tenants, OperationBoard operations, CancellationToken cancel)
    {
        await tenants.RequireAsync(tenant, cancel);
        return TypedResults.Ok(operations.Find(tenant, operation));
    }
}

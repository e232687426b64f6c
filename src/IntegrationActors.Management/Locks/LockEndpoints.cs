using IntegrationActors.Core.Exchanges;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Locks;

/// <summary>Message locks over HTTP.</summary>
internal static class LockEndpoints
{
    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/locks", ListAsync).WithName("listLocks").WithSummary("Lists the newest 500 message locks, newest first.");
        tenant.MapDelete("/locks/{lock}", ReleaseAsync).WithName("releaseLock").WithSummary("Releases a lock whose holder died; what it locks is processed again, also when it still runs somewhere.");
    }

    private static async Task<Ok<Page<LockView>>> ListAsync(string tenant, TenantDirectory tenants, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return TypedResults.Ok(new Page<LockView>([.. (await store.Locks.ListAsync(cancel)).Select(LockView.Of)]));
    }

    private static async Task<NoContent> ReleaseAsync(string tenant, string @lock, TenantDirectory tenants, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return MessageId.TryParse(@lock, out var id) && await store.Locks.ReleaseAsync(id)
            ? TypedResults.NoContent()
            : throw ProblemException.NotFound($"there is no lock '{@lock}'; it was released or has expired");
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Keys;

/// <summary>Keys over HTTP.</summary>
internal static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/keys", ListAsync).WithName("listKeys").WithSummary("Lists the keys that encrypt content and secrets of the tenant, without the keys themselves.");
        tenant.MapPost("/keys", RotateAsync).WithName("rotateKey")
            .WithSummary("Makes a new key that encrypts from now on; records of older ones are written anew in the background, then the old keys are deleted.");
    }

    public static void MapMaster(IEndpointRouteBuilder api) => api.MapPost("/master-key/rotation", RotateMasterAsync).WithName("rotateMasterKey")
        .WithSummary("Reads the master keys again and wraps the keys of all tenants by the first one.");

    private static async Task<Ok<Page<KeyView>>> ListAsync(string tenant, KeyRotation keys, CancellationToken cancel) =>
        TypedResults.Ok(new Page<KeyView>(await keys.ListAsync(tenant, cancel)));

    private static async Task<Ok<KeyView>> RotateAsync(string tenant, KeyRotation keys, CancellationToken cancel) =>
        TypedResults.Ok(await keys.RotateAsync(tenant, cancel));

    private static async Task<Ok<MasterKeyView>> RotateMasterAsync(KeyRotation keys, CancellationToken cancel) =>
        TypedResults.Ok(await keys.RotateMasterAsync(cancel));
}

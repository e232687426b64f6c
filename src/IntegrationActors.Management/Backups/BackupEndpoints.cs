using IntegrationActors.Management.Access;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Backups;

/// <summary>Backups over HTTP.</summary>
internal static class BackupEndpoints
{
    private const string Zip = "application/zip";
    private const string Force = "force";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/backup", TakeAsync).WithName("backUpTenant").WithSummary("A backup of the tenant as zip, made while it runs.")
            .WithDescription("Content and secrets in it stay encrypted. The master key is not in it: keep it apart, without it the backup is worth nothing.")
            .SendsZip()
            .Produces<byte[]>(StatusCodes.Status200OK, Zip)
            .WithMetadata(new AuditedRead());
        tenant.MapPut("/backup", RestoreAsync).WithName("restoreTenant").WithSummary("Restores a backup into a tenant that does not exist, or runs nothing.")
            .WithDescription("Checked before it takes the place of anything. Closed to tokens that are for the tenant alone.")
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .ReadsBytes(Zip)
            .ReadsQueries(new QueryParameter(Force, "true: over what the tenant has.") { Type = JsonSchemaType.Boolean })
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<PushStreamHttpResult> TakeAsync(string tenant, BackupDesk backups, CancellationToken cancel) =>
        TypedResults.Stream(await backups.PrepareAsync(tenant, cancel), Zip, $"{tenant}.backup.zip");

    private static async Task<Ok<RestoreView>> RestoreAsync(string tenant, HttpContext http, BackupDesk backups, CancellationToken cancel)
    {
        if (Caller.Of(http).Tenant is { } own)
        {
            throw ProblemException.Forbidden($"this access token is for tenant '{own}' alone, and can't restore it");
        }

        var mediaType = http.Request.ContentType?.Split(';')[0].Trim() ?? "";
        return string.Equals(mediaType, Zip, StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Ok(await backups.RestoreAsync(tenant, http.Request.Body, http.Request.Flag(Force), Caller.Of(http).Name, cancel))
            : throw ProblemException.MediaType(mediaType, Zip);
    }
}

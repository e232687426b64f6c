using IntegrationActors.Management.Access;
using IntegrationActors.Management.Messages;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Persisted;

/// <summary>Messages that persist steps kept, over HTTP.</summary>
internal static class PersistedEndpoints
{
    private const string Kept = "/persisted/{kept}";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/messages/{id}/persisted", ListAsync).WithName("listPersisted").WithSummary("Lists what persist steps kept of a message, oldest first.");
        tenant.MapGet($"{Kept}/content", ReadAsync).WithName("getPersistedContent").WithSummary("A kept message as zip: body, headers.json, properties.json, attachments.")
            .SendsZip()
            .Produces<byte[]>(StatusCodes.Status200OK, MessageArchive.MediaType)
            .WithMetadata(new AuditedRead());
        tenant.MapDelete(Kept, DeleteAsync).WithName("deletePersisted").WithSummary("Deletes a kept message before its time.");
    }

    private static async Task<Ok<Page<PersistedMessageView>>> ListAsync(string tenant, string id, PersistedMessages messages, CancellationToken cancel) =>
        TypedResults.Ok(new Page<PersistedMessageView>(await messages.ListAsync(tenant, id, cancel)));

    private static async Task<PushStreamHttpResult> ReadAsync(string tenant, string kept, PersistedMessages messages, CancellationToken cancel)
    {
        var content = await messages.ReadAsync(tenant, kept, cancel);
        return MessageArchive.Send(content.Message, content.Properties, content.Info.Id.ToString(), cancel);
    }

    private static async Task<NoContent> DeleteAsync(string tenant, string kept, PersistedMessages messages, CancellationToken cancel)
    {
        await messages.DeleteAsync(tenant, kept, cancel);
        return TypedResults.NoContent();
    }
}

using IntegrationActors.Management.Access;
using IntegrationActors.Management.Messages;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Queues;

/// <summary>Queues over HTTP.</summary>
internal static class QueueEndpoints
{
    private const string Queue = "/queues/{queue}";
    private const string Messages = $"{Queue}/messages";
    private const string Force = "force";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/queues", ListAsync).WithName("listQueues").WithSummary("Lists the queues with how many messages wait in them.");
        tenant.MapGet(Queue, FindAsync).WithName("getQueue").WithSummary("One queue.");
        tenant.MapDelete(Queue, DeleteAsync).WithName("deleteQueue").WithSummary("Deletes a queue that is empty.")
            .ReadsQueries(new QueryParameter(Force, "true: also one that has messages; they are lost.") { Type = JsonSchemaType.Boolean })
            .Refuses(StatusCodes.Status409Conflict);
        tenant.MapPost($"{Queue}/pause", PauseAsync).WithName("pauseQueue").WithSummary("Holds the consumers of a queue: it takes messages in and gives none out.");
        tenant.MapPost($"{Queue}/resume", ResumeAsync).WithName("resumeQueue").WithSummary("Lets the consumers of a queue go on.");
        MapMessages(tenant);
    }

    private static void MapMessages(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet(Messages, BrowseAsync).WithName("listQueueMessages").WithSummary("Lists the messages of a queue without their content, and takes none out.")
            .ReadsQueries(QueueBrowseQueries.Parameters);
        tenant.MapGet($"{Messages}/{{id}}", FindMessageAsync).WithName("getQueueMessage").WithSummary("One message of a queue without its content.");
        tenant.MapGet($"{Messages}/{{id}}/content", ReadAsync).WithName("getQueueMessageContent")
            .WithSummary("One message of a queue as zip: body, headers.json, properties.json, attachments.")
            .SendsZip()
            .Produces<byte[]>(StatusCodes.Status200OK, MessageArchive.MediaType)
            .WithMetadata(new AuditedRead());
        tenant.MapPost($"{Messages}/retry", RetryAsync).WithName("retryQueueMessages").WithSummary("Makes messages due now, also those that were set aside.")
            .ReadsJson<QueueSelectionRequest>();
        tenant.MapPost($"{Messages}/move", MoveAsync).WithName("moveQueueMessages").WithSummary("Moves messages to the end of another queue.")
            .ReadsJson<QueueMoveRequest>();
        tenant.MapPost($"{Messages}/delete", DeleteMessagesAsync).WithName("deleteQueueMessages").WithSummary("Deletes messages for good; the message log keeps them as CANCELLED.")
            .ReadsJson<QueueSelectionRequest>();
    }

    private static async Task<Ok<Page<QueueView>>> ListAsync(string tenant, QueueDesk queues, CancellationToken cancel) =>
        TypedResults.Ok(await queues.ListAsync(tenant, cancel));

    private static async Task<Ok<QueueView>> FindAsync(string tenant, string queue, QueueDesk queues, CancellationToken cancel) =>
        TypedResults.Ok(await queues.FindAsync(tenant, queue, cancel));

    private static async Task<NoContent> DeleteAsync(string tenant, string queue, HttpRequest request, QueueDesk queues, CancellationToken cancel)
    {
        await queues.DeleteAsync(tenant, queue, request.Flag(Force), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<QueueView>> PauseAsync(string tenant, string queue, QueueDesk queues, CancellationToken cancel) =>
        TypedResults.Ok(await queues.PauseAsync(tenant, queue, cancel));

    private static async Task<Ok<QueueView>> ResumeAsync(string tenant, string queue, QueueDesk queues, CancellationToken cancel) =>
        TypedResults.Ok(await queues.ResumeAsync(tenant, queue, cancel));

    private static async Task<Ok<Page<QueueMessageView>>> BrowseAsync(string tenant, string queue, HttpRequest request, QueueDesk queues, CancellationToken cancel) =>
        TypedResults.Ok(await queues.BrowseAsync(tenant, queue, QueueBrowseQueries.Of(request.Query), cancel));

    private static async Task<Ok<QueueMessageView>> FindMessageAsync(string tenant, string queue, string id, QueueDesk queues, CancellationToken cancel) =>
        TypedResults.Ok(await queues.FindMessageAsync(tenant, queue, id, cancel));

    private static async Task<PushStreamHttpResult> ReadAsync(string tenant, string queue, string id, QueueDesk queues, CancellationToken cancel)
    {
        var content = await queues.ReadAsync(tenant, queue, id, cancel);
        return MessageArchive.Send(content.Message, content.Properties, content.Entry.Id.ToString(), cancel);
    }

    private static async Task<Ok<QueueChangeView>> RetryAsync(string tenant, string queue, HttpRequest request, QueueDesk queues, CancellationToken cancel)
    {
        var wanted = await JsonBody.ReadAsync(request, ManagementJson.Default.QueueSelectionRequest, cancel);
        return TypedResults.Ok(await queues.RetryAsync(tenant, queue, wanted, cancel));
    }

    private static async Task<Ok<QueueChangeView>> MoveAsync(string tenant, string queue, HttpRequest request, QueueDesk queues, CancellationToken cancel)
    {
        var wanted = await JsonBody.ReadAsync(request, ManagementJson.Default.QueueMoveRequest, cancel);
        return TypedResults.Ok(await queues.MoveAsync(tenant, queue, wanted, cancel));
    }

    private static async Task<Ok<QueueChangeView>> DeleteMessagesAsync(string tenant, string queue, HttpRequest request, QueueDesk queues, CancellationToken cancel)
    {
        var wanted = await JsonBody.ReadAsync(request, ManagementJson.Default.QueueSelectionRequest, cancel);
        return TypedResults.Ok(await queues.DeleteMessagesAsync(tenant, queue, wanted, cancel));
    }
}

using IntegrationActors.Management.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Messages;

/// <summary>The message processing log over HTTP.</summary>
internal static class MessageEndpoints
{
    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/messages", SearchAsync).WithName("listMessages").WithSummary("Searches the message log, newest first.")
            .WithDescription("Queries, all optional and all to hold: from, to (RFC 3339), status (several), flow, id (of the message, correlation or application), sender, receiver, customStatus, messageType, key=name:value, limit (1 to 1000, default 50), cursor.");
        tenant.MapGet("/messages/{id}", FindAsync).WithName("getMessage").WithSummary("One message with its steps and their times.");
        tenant.MapGet("/messages/{id}/trace", TraceAsync).WithName("getMessageTrace").WithSummary("Headers, properties and body before each step, captured at level Trace.")
            .WithMetadata(new AuditedRead());
    }

    private static async Task<Ok<Page<MessageView>>> SearchAsync(string tenant, HttpRequest request, MessageBrowser messages, CancellationToken cancel) =>
        TypedResults.Ok(await messages.SearchAsync(tenant, MessageQueries.Of(request.Query), cancel));

    private static async Task<Ok<MessageDetailView>> FindAsync(string tenant, string id, MessageBrowser messages, CancellationToken cancel) =>
        TypedResults.Ok(await messages.FindAsync(tenant, id, cancel));

    private static async Task<Ok<TraceView>> TraceAsync(string tenant, string id, MessageBrowser messages, CancellationToken cancel) =>
        TypedResults.Ok(await messages.TraceAsync(tenant, id, cancel));
}

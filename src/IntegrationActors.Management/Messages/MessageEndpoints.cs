using IntegrationActors.Management.Access;
using IntegrationActors.Management.Requests;
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
            .WithDescription("All filters that are given must hold.")
            .ReadsQueries(MessageQueries.Parameters);
        tenant.MapGet("/messages/{id}", FindAsync).WithName("getMessage").WithSummary("One message with its steps and their times.");
        tenant.MapGet("/messages/{id}/trace", TraceAsync).WithName("getMessageTrace").WithSummary("Headers, properties and body before each step, captured at level Trace.")
            .WithMetadata(new AuditedRead());
        tenant.MapGet("/messages/{id}/input", InputAsync).WithName("getMessageInput").WithSummary("What came in with a message whose flow kept it: headers, properties and body before the first step.")
            .WithMetadata(new AuditedRead());
        tenant.MapPost("/messages/{id}/resend", ResendAsync).WithName("resendMessage").WithSummary("Sends a message again from its kept input, as a new message linked to it.")
            .WithDescription("A message that a queue still has is tried again there instead.")
            .Refuses(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<Page<MessageView>>> SearchAsync(string tenant, HttpRequest request, MessageBrowser messages, CancellationToken cancel) =>
        TypedResults.Ok(await messages.SearchAsync(tenant, MessageQueries.Of(request.Query), cancel));

    private static async Task<Ok<MessageDetailView>> FindAsync(string tenant, string id, MessageBrowser messages, CancellationToken cancel) =>
        TypedResults.Ok(await messages.FindAsync(tenant, id, cancel));

    private static async Task<Accepted<ResendView>> ResendAsync(string tenant, string id, HttpContext http, MessageResender messages, CancellationToken cancel)
    {
        var sent = await messages.ResendAsync(tenant, id, Caller.Of(http).Name, cancel);
        return TypedResults.Accepted($"/api/v1/tenants/{tenant}/messages/{sent.Id}", sent);
    }

    private static async Task<Ok<InputView>> InputAsync(string tenant, string id, MessageBrowser messages, CancellationToken cancel) =>
        TypedResults.Ok(await messages.InputAsync(tenant, id, cancel));

    private static async Task<Ok<TraceView>> TraceAsync(string tenant, string id, MessageBrowser messages, CancellationToken cancel) =>
        TypedResults.Ok(await messages.TraceAsync(tenant, id, cancel));
}

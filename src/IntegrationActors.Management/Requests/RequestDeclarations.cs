using System.Net.Mime;
using Microsoft.AspNetCore.Builder;

namespace IntegrationActors.Management.Requests;

/// <summary>Says what an endpoint reads and what it may refuse.</summary>
internal static class RequestDeclarations
{
    public static RouteHandlerBuilder ReadsJson<T>(this RouteHandlerBuilder endpoint, bool isRequired = true) =>
        endpoint.WithMetadata(new RequestBody(typeof(T), isRequired, [MediaTypeNames.Application.Json]));

    public static RouteHandlerBuilder ReadsBytes(this RouteHandlerBuilder endpoint, params string[] mediaTypes) =>
        endpoint.WithMetadata(new RequestBody(null, true, mediaTypes));

    public static RouteHandlerBuilder ReadsQueries(this RouteHandlerBuilder endpoint, params QueryParameter[] parameters) => endpoint.WithMetadata([.. parameters]);

    public static RouteHandlerBuilder ReadsHeaders(this RouteHandlerBuilder endpoint, params RequestHeader[] headers) => endpoint.WithMetadata([.. headers]);

    /// <summary>Statuses of problems beside those that every endpoint has.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses) => endpoint.WithMetadata(new Refusals(statuses));
}

using System.Net.Mime;
using Microsoft.AspNetCore.Builder;

namespace IntegrationActors.Management;

/// <summary>Says which body an endpoint reads.</summary>
internal static class RequestBodies
{
    public static RouteHandlerBuilder ReadsJson<T>(this RouteHandlerBuilder endpoint, bool isRequired = true) =>
        endpoint.WithMetadata(new RequestBody(typeof(T), isRequired, [MediaTypeNames.Application.Json]));

    public static RouteHandlerBuilder ReadsBytes(this RouteHandlerBuilder endpoint, params string[] mediaTypes) =>
        endpoint.WithMetadata(new RequestBody(null, true, mediaTypes));
}

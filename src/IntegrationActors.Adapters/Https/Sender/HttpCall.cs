using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>A request that found its route.</summary>
/// <param name="Context">The request.</param>
/// <param name="Route">The route.</param>
/// <param name="AddressStart">Where in the path the address of the channel begins.</param>
/// <param name="Client">Id of the authenticated client; null when the channel lets everybody in.</param>
internal readonly record struct HttpCall(HttpContext Context, HttpRoute Route, int AddressStart, string? Client);

using System.Net.Sockets;
using IntegrationActors.Security;
using IntegrationActors.Storage.Administration;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Access;

/// <summary>Finds out who calls: the local operator at the Unix socket, or the owner of an access token.</summary>
internal sealed class Authenticator(SystemStore store)
{
    private const string Scheme = "Bearer ";

    public async Task<Caller?> FindAsync(HttpContext http)
    {
        if (IsLocalOperator(http))
        {
            return Caller.Local;
        }

        var token = BearerToken(http.Request);
        return token.Length > 0 && await store.FindTokenAsync(SecretHash.LookupKey(token), http.RequestAborted) is { } known
            ? new Caller(known.Owner, known.Name, known.Tenant)
            : null;
    }

    public static string BearerToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
    }

    // The connection itself says so: nothing that a request carries can make it local.
    private static bool IsLocalOperator(HttpContext http) =>
        http.Features.Get<IConnectionSocketFeature>()?.Socket.AddressFamily == AddressFamily.Unix;
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>
/// Every open HTTPS sender channel of the node, by tenant and address. Lookups read immutable snapshots and allocate nothing; a deployment swaps the snapshot of its
/// tenant. Tenants see their own routes only; on a host name that belongs to a tenant, nobody else's can be reached.
/// </summary>
public sealed class HttpRouteTable
{
    private const string TenantPrefix = "/t/";
    private const string HttpPrefix = "/http";

    private readonly ConcurrentDictionary<string, TenantRoutes> _tenants = new(StringComparer.Ordinal);
    private readonly HostTenants _hosts;

    internal HttpRouteTable(HostTenants hosts) => _hosts = hosts;

    /// <summary>Opens a route. Several versions of one flow may hold the same address; the newest serves it.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">IA1351: another flow has the address or one that overlaps it.</exception>
    internal void Add(HttpRoute route) => _tenants.GetOrAdd(route.Flow.Tenant, static _ => new TenantRoutes()).Add(route);

    /// <summary>Closes a route; an older version that is still open serves the address again.</summary>
    internal void Remove(HttpRoute route)
    {
        if (_tenants.TryGetValue(route.Flow.Tenant, out var routes))
        {
            routes.Remove(route);
        }
    }

    /// <summary>The route for a request, or null.</summary>
    /// <param name="request">The request.</param>
    /// <param name="addressStart">Where in the path the address of the channel begins.</param>
    internal HttpRoute? Find(HttpRequest request, out int addressStart)
    {
        var path = request.Path.Value ?? "";
        var owner = OwnerOfHost(request);
        return path.StartsWith(TenantPrefix, StringComparison.Ordinal)
            ? FindByTenant(path, owner, out addressStart)
            : FindByHost(path, owner, out addressStart);
    }

    /// <summary>What a request is told that has no route.</summary>
    internal Refusal WhyNot(HttpRequest request) => IsHttp(request.Path.Value ?? "", 0) && OwnerOfHost(request) is null ? Refusal.UnknownHost : Refusal.NotFound;

    private string? OwnerOfHost(HttpRequest request) => _hosts.IsEmpty ? null : _hosts.Find(request.Host.Value);

    private HttpRoute? FindByTenant(string path, string? owner, out int addressStart)
    {
        var length = path.AsSpan(TenantPrefix.Length).IndexOf('/');
        addressStart = TenantPrefix.Length + length + HttpPrefix.Length;
        if (length <= 0 || !IsHttp(path, TenantPrefix.Length + length))
        {
            return null;
        }

        var tenant = path.AsSpan(TenantPrefix.Length, length);
        if (owner is not null && !tenant.SequenceEqual(owner))
        {
            return null;
        }

        var tenants = _tenants.GetAlternateLookup<ReadOnlySpan<char>>();
        return tenants.TryGetValue(tenant, out var routes) ? routes.Find(path.AsSpan(addressStart)) : null;
    }

    private HttpRoute? FindByHost(string path, string? owner, out int addressStart)
    {
        addressStart = HttpPrefix.Length;
        return IsHttp(path, 0) && owner is not null && _tenants.TryGetValue(owner, out var routes) ? routes.Find(path.AsSpan(addressStart)) : null;
    }

    private static bool IsHttp(string path, int at) =>
        path.AsSpan(at).StartsWith(HttpPrefix, StringComparison.OrdinalIgnoreCase) && path.Length > at + HttpPrefix.Length && path[at + HttpPrefix.Length] == '/';
}

using System.Collections.Frozen;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>Tenants by the host name under which their senders call. Case, port and a dot at the end do not matter.</summary>
internal sealed class HostTenants
{
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _tenants;

    public HostTenants(IReadOnlyDictionary<string, string> tenants)
    {
        IsEmpty = tenants.Count == 0;
        _tenants = tenants.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>No host name belongs to a tenant.</summary>
    public bool IsEmpty { get; }

    /// <summary>The tenant that the host of a request belongs to; null for a host that is nobody's own.</summary>
    /// <param name="authority">Host and port, as the request has them.</param>
    public string? Find(ReadOnlySpan<char> authority)
    {
        // The colons of an IPv6 address stand in brackets.
        var port = authority.LastIndexOf(':');
        var host = port > authority.LastIndexOf(']') ? authority[..port] : authority;
        return _tenants.TryGetValue(host.EndsWith('.') ? host[..^1] : host, out var tenant) ? tenant : null;
    }
}

using System.Collections.Frozen;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>The routes of one tenant. Changes take the lock and publish a new snapshot; lookups read the snapshot alone.</summary>
internal sealed class TenantRoutes
{
    private readonly Lock _changes = new();
    private readonly List<HttpRoute> _open = [];
    private volatile Snapshot _snapshot = Snapshot.Of([]);

    public void Add(HttpRoute route)
    {
        lock (_changes)
        {
            if (_open.Find(other => Clashes(route, other)) is { } taken)
            {
                throw Finding.Of(
                    Finding.AddressTaken,
                    $"address '{route.Address}' is taken by flow '{taken.Flow.Flow}' with '{taken.Address}'; choose an address of its own, or undeploy that flow");
            }

            if (_open.Find(other => SharesQueue(route, other)) is { } owner)
            {
                throw Finding.Of(
                    Finding.QueueTaken,
                    $"the messages of '{route.Address}' would wait in queue '{route.Acceptance!.Queue}', where those of '{owner.Address}' of flow '{owner.Flow.Flow}' wait; give it its own with accepted: {{ queue: … }}");
            }

            _open.Add(route);
            _snapshot = Snapshot.Of(_open);
        }
    }

    public void Remove(HttpRoute route)
    {
        lock (_changes)
        {
            if (_open.Remove(route))
            {
                _snapshot = Snapshot.Of(_open);
            }
        }
    }

    /// <summary>The exact address first, then the longest <c>/*</c> above it.</summary>
    public HttpRoute? Find(ReadOnlySpan<char> address)
    {
        var snapshot = _snapshot;
        if (address.Length > 1 && address[^1] == '/')
        {
            address = address[..^1];
        }

        return snapshot.Exact.TryGetValue(address, out var route) ? route : FindAbove(snapshot, address);
    }

    private static HttpRoute? FindAbove(Snapshot snapshot, ReadOnlySpan<char> address)
    {
        while (snapshot.HasPrefixes)
        {
            if (snapshot.Prefixes.TryGetValue(address, out var route))
            {
                return route;
            }

            if (address.IsEmpty)
            {
                return null;
            }

            address = address[..Math.Max(0, address.LastIndexOf('/'))];
        }

        return null;
    }

    // Two versions of a flow may meet while one replaces the other; within one version an address may stand once.
    private static bool Clashes(HttpRoute route, HttpRoute other)
    {
        if (!string.Equals(route.Flow.Flow, other.Flow.Flow, StringComparison.Ordinal))
        {
            return route.Address.Overlaps(other.Address);
        }

        return route.Flow.Version == other.Flow.Version && string.Equals(route.Address.Text, other.Address.Text, StringComparison.OrdinalIgnoreCase);
    }

    // Messages of a queue run through the channel that takes them out, whichever channel put them in.
    private static bool SharesQueue(HttpRoute route, HttpRoute other) =>
        route.Acceptance is { } mine && other.Acceptance is { } theirs && mine.Queue == theirs.Queue && (route.Flow.Version == other.Flow.Version || route.Flow.Flow != other.Flow.Flow);

    private sealed class Snapshot(FrozenDictionary<string, HttpRoute> exact, FrozenDictionary<string, HttpRoute> prefixes)
    {
        public FrozenDictionary<string, HttpRoute>.AlternateLookup<ReadOnlySpan<char>> Exact { get; } = exact.GetAlternateLookup<ReadOnlySpan<char>>();

        public FrozenDictionary<string, HttpRoute>.AlternateLookup<ReadOnlySpan<char>> Prefixes { get; } = prefixes.GetAlternateLookup<ReadOnlySpan<char>>();

        public bool HasPrefixes { get; } = prefixes.Count > 0;

        public static Snapshot Of(List<HttpRoute> open) => new(Newest(open.Where(r => !r.Address.IsPrefix)), Newest(open.Where(r => r.Address.IsPrefix)));

        private static FrozenDictionary<string, HttpRoute> Newest(IEnumerable<HttpRoute> routes) => routes
            .GroupBy(r => r.Address.Base, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(g => g.Key, g => g.MaxBy(r => r.Flow.Version)!, StringComparer.OrdinalIgnoreCase);
    }
}

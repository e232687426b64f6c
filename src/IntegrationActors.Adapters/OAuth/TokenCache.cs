using System.Security.Cryptography;

namespace IntegrationActors.Adapters.OAuth;

/// <summary>
/// The tokens of the node. (1) One that is good is handed out, and when it comes to its end the next one is fetched meanwhile; (2) who comes while one is fetched waits for that; (3) a failure is told for a second
/// without asking again; (4) otherwise one is fetched, for all who want it and beyond the patience of each.
/// </summary>
public sealed class TokenCache
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Func<TokenRequest, Task<AccessToken>> _ask;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Tokens of authorization servers.</summary>
    public TokenCache(TimeProvider time)
        : this(time, request => TokenEndpoint.AskAsync(request, time))
    {
    }

    /// <summary>For local runs: everybody gets <paramref name="standIn"/>, and nobody is asked.</summary>
    public TokenCache(TimeProvider time, string standIn)
        : this(time, request => Task.FromResult(new AccessToken(standIn, request.Client.User, time.GetUtcNow(), TimeSpan.FromHours(1))))
    {
    }

    internal TokenCache(TimeProvider time, Func<TokenRequest, Task<AccessToken>> ask) => (_time, _ask) = (time, ask);

    /// <summary>How many tokens it keeps or fetches.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>A token that is good for the moment.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3825 to IA3827.</exception>
    internal async ValueTask<GivenToken> FindAsync(TokenRequest request, CancellationToken cancel)
    {
        var (kept, fetch) = Join(request);
        return kept is not null ? new GivenToken(kept, IsKept: true) : new GivenToken(await fetch!.WaitAsync(cancel), IsKept: false);
    }

    /// <summary>A token that was fetched after this call began; it takes the place of the one that is there.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3825 to IA3827.</exception>
    internal async ValueTask<AccessToken> RenewAsync(TokenRequest request, CancellationToken cancel)
    {
        Task<AccessToken> fetch;
        lock (_gate)
        {
            fetch = Fetch(EntryOf(request), request);
        }

        return await fetch.WaitAsync(cancel);
    }

    /// <summary>The other side refused a token: nobody gets it any more.</summary>
    internal void Forget(AccessToken token)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values.Where(entry => ReferenceEquals(entry.Token, token)))
            {
                entry.Token = null;
            }
        }
    }

    private (AccessToken? Kept, Task<AccessToken>? Fetch) Join(TokenRequest request)
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            var entry = EntryOf(request);
            var isBusy = IsBusy(entry);
            if (entry.Token is { } token && now < token.UsableUntil)                        // 1
            {
                _ = isBusy || now < token.RenewFrom ? null : Fetch(entry, request);
                return (token, null);
            }

            return (null, isBusy ? entry.Fetching : Fetch(entry, request));                 // 2, 3, 4
        }
    }

    private bool IsBusy(Entry entry) => entry.Fetching is { IsCompleted: false } || (entry.FailedAt is { } failed && _time.GetElapsedTime(failed) < Pause);

    private Entry EntryOf(TokenRequest request)
    {
        var key = request.Key(_secret);
        if (!_entries.TryGetValue(key, out var entry))
        {
            Sweep();
            _entries.Add(key, entry = new Entry());
        }

        return entry;
    }

    private Task<AccessToken> Fetch(Entry entry, TokenRequest request)
    {
        var fetch = entry.Fetching = Task.Run(() => FetchAsync(entry, request));
        _ = fetch.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return fetch;
    }

    private async Task<AccessToken> FetchAsync(Entry entry, TokenRequest request)
    {
        AccessToken? token = null;
        try
        {
            return token = await _ask(request);
        }
        finally
        {
            lock (_gate)
            {
                entry.Token = token ?? entry.Token;
                entry.FailedAt = token is null ? _time.GetTimestamp() : null;
            }
        }
    }

    // Credentials that were changed leave their tokens behind.
    private void Sweep()
    {
        var now = _time.GetUtcNow();
        foreach (var (key, entry) in _entries)
        {
            if (!IsBusy(entry) && (entry.Token is null || now >= entry.Token.UsableUntil))
            {
                _entries.Remove(key);
            }
        }
    }

    /// <summary>What is known of one token. Under the lock of the cache.</summary>
    private sealed class Entry
    {
        public AccessToken? Token { get; set; }

        /// <summary>The fetch that began last.</summary>
        public Task<AccessToken>? Fetching { get; set; }

        /// <summary>When the last fetch failed; null when it did not.</summary>
        public long? FailedAt { get; set; }
    }
}

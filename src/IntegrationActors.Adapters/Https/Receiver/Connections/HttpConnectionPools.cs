using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Https.Receiver.Connections;

/// <summary>
/// The node's connections to receivers. Channels that may share connections do; a pool that no channel holds any more is closed after a while, so a redeployed flow finds
/// its connections warm.
/// </summary>
public sealed class HttpConnectionPools(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly HttpMessageHandler? _standIn;
    private readonly Lock _gate = new();
    private readonly Dictionary<HttpPoolKey, HttpPool> _pools = [];

    /// <summary>For local runs: every request goes to <paramref name="standIn"/> and none to the network.</summary>
    public HttpConnectionPools(TimeProvider time, HttpMessageHandler standIn)
        : this(time) => _standIn = standIn;

    internal HttpPool Rent(HttpPoolKey key, KeyPairCredential? certificate, ServerTrust? trust, PayloadSpool spool)
    {
        lock (_gate)
        {
            if (!_pools.TryGetValue(key, out var pool))
            {
                pool = new HttpPool(key, _standIn ?? HttpHandler.Create(key, certificate, trust, spool));
                _pools.Add(key, pool);
            }

            pool.Holders++;
            return pool;
        }
    }

    internal void Return(HttpPool pool)
    {
        lock (_gate)
        {
            if (--pool.Holders == 0)
            {
                pool.Closing ??= time.CreateTimer(_ => CloseIdle(pool), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                pool.Closing.Change(Grace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var pool in _pools.Values)
            {
                pool.Dispose();
            }

            _pools.Clear();
        }
    }

    private void CloseIdle(HttpPool pool)
    {
        lock (_gate)
        {
            if (pool.Holders == 0 && _pools.Remove(pool.Key))
            {
                pool.Dispose();
            }
        }
    }
}

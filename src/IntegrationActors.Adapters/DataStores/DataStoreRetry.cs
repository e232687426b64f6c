using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.DataStores;

/// <summary>When an entry that failed is tried again: the rule is that of queues.</summary>
internal sealed class DataStoreRetry(DataStoreSenderOptions options, TimeProvider time)
{
    private readonly QueueRetry _rule = new() { Interval = options.RetryInterval, ExponentialBackoff = options.ExponentialBackoff, MaxInterval = options.MaxInterval };

    /// <summary>The next try.</summary>
    /// <param name="tries">Tries so far, from 1.</param>
    public DateTimeOffset After(int tries) => time.GetUtcNow() + _rule.PauseAfter(tries, Random.Shared.NextDouble());
}

namespace IntegrationActors.Storage.Queues;

/// <summary>What a consumer wants.</summary>
/// <param name="Owner">Who takes.</param>
/// <param name="Most">At most so many messages.</param>
/// <param name="IsForSuspect">One message that was being processed when its node died, and no other.</param>
internal readonly record struct QueueWish(long Owner, int Most, bool IsForSuspect)
{
    /// <summary>Messages that the node may have without knowing are given back first.</summary>
    public DoubtfulHolding? Doubt { get; init; }
}

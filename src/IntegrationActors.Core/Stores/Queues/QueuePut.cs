using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Queues;

/// <summary>What became of a message that was put into a queue.</summary>
/// <param name="Id">The message in the queue: the one that was put, or the first one with the same deduplication id.</param>
/// <param name="IsDuplicate">The queue had it already, so nothing was written.</param>
public readonly record struct QueuePut(MessageId Id, bool IsDuplicate);

using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Queues;

/// <summary>What came of a <see cref="QueueInsert"/>.</summary>
/// <param name="Number">Place in the queue; 0 when the message was there already.</param>
/// <param name="Id">The message that is in the queue, or was.</param>
internal readonly record struct QueueInserted(long Number, MessageId Id);

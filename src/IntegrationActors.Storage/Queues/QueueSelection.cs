using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Queues;

/// <summary>The messages of a queue with which something is done. Those that a consumer has are left out, whatever is asked for.</summary>
public sealed record QueueSelection
{
    /// <summary>Most messages of one action; the rest waits for the next one.</summary>
    public const int Largest = 100_000;

    /// <summary>These messages; empty: as <see cref="Status"/> says. Ids that the queue doesn't have are passed over.</summary>
    public IReadOnlyList<MessageId> Ids { get; init; } = [];

    /// <summary>All messages in this status, oldest first; null: all messages. Without effect when there are <see cref="Ids"/>.</summary>
    public QueueEntryStatus? Status { get; init; }
}

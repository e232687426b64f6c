using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Queues;

/// <summary>The messages that are meant: exactly one of the three.</summary>
public record QueueSelectionRequest
{
    /// <summary>These messages. Ids that the queue doesn't have are passed over.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>All messages in this status, at most 100,000.</summary>
    public QueueEntryStatus? Status { get; init; }

    /// <summary>All messages, at most 100,000.</summary>
    public bool All { get; init; }
}

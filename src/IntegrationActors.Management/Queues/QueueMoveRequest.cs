namespace IntegrationActors.Management.Queues;

/// <summary>The messages that are meant, and where they go.</summary>
public sealed record QueueMoveRequest : QueueSelectionRequest
{
    /// <summary>The queue to which they are moved; it exists already.</summary>
    public required string Target { get; init; }
}

using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Queues;

/// <summary>A message in a queue as people see it: all but its content.</summary>
public sealed record QueueEntry
{
    public required MessageId Id { get; init; }

    public required QueueEntryStatus Status { get; init; }

    /// <summary>When it was put in.</summary>
    public required DateTimeOffset Enqueued { get; init; }

    /// <summary>When it is tried next; null when it is set aside or being processed.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When it becomes Overdue, or became so.</summary>
    public required DateTimeOffset OverdueAt { get; init; }

    /// <summary>When it is deleted.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Tries that failed.</summary>
    public int Retries { get; init; }

    /// <summary>How often a node died while it was being processed.</summary>
    public int Crashes { get; init; }

    /// <summary>Who sent it.</summary>
    public string? Sender { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>Log entry of the message that it was made from.</summary>
    public MessageId? Predecessor { get; init; }

    /// <summary>Bytes of body, headers, properties and attachments.</summary>
    public long Bytes { get; init; }

    /// <summary>Code of the failure of the last try.</summary>
    public string? FaultCode { get; init; }

    /// <summary>What went wrong in the last try.</summary>
    public string? FaultMessage { get; init; }
}

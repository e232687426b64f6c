using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Queues;

/// <summary>A message in a queue, without its content.</summary>
public sealed record QueueMessageView
{
    /// <summary>Id of the message, in the queue and in the message log.</summary>
    public required string Id { get; init; }

    /// <summary>What it is waiting for.</summary>
    public required QueueEntryStatus Status { get; init; }

    /// <summary>When it was put in.</summary>
    public required DateTimeOffset Enqueued { get; init; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When it becomes Overdue.</summary>
    public required DateTimeOffset OverdueAt { get; init; }

    /// <summary>When it is deleted.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Tries that failed.</summary>
    public required int Retries { get; init; }

    /// <summary>How often a node died while it was being processed.</summary>
    public required int Crashes { get; init; }

    /// <summary>Who sent it.</summary>
    public string? Sender { get; init; }

    /// <summary>The same for all messages of one business transaction.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Message that it was made from.</summary>
    public string? Predecessor { get; init; }

    /// <summary>Bytes of body, headers, properties and attachments.</summary>
    public required long Bytes { get; init; }

    /// <summary>Code of the failure of the last try.</summary>
    public string? FaultCode { get; init; }

    /// <summary>What went wrong in the last try.</summary>
    public string? FaultMessage { get; init; }

    internal static QueueMessageView Of(QueueEntry entry) => new()
    {
        Id = entry.Id.ToString(),
        Status = entry.Status,
        Enqueued = entry.Enqueued,
        Due = entry.Due,
        OverdueAt = entry.OverdueAt,
        Expires = entry.Expires,
        Retries = entry.Retries,
        Crashes = entry.Crashes,
        Sender = entry.Sender,
        CorrelationId = entry.CorrelationId,
        Predecessor = entry.Predecessor?.ToString(),
        Bytes = entry.Bytes,
        FaultCode = entry.FaultCode,
        FaultMessage = entry.FaultMessage,
    };
}

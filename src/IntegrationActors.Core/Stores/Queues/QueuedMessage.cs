using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.Queues;

/// <summary>A message to put into a queue. Whoever puts it keeps the body and the attachments, and disposes of them.</summary>
public sealed record QueuedMessage
{
    /// <summary>Names the message for its whole life in the queue; also the id of its entry in the message processing log when it is taken out.</summary>
    public required MessageId Id { get; init; }

    public required Message Message { get; init; }

    /// <summary>Properties that travel along; texts only. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>Correlation id of the message that it was made from.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Log entry of the message that it was made from; null when it came from outside.</summary>
    public MessageId? Predecessor { get; init; }

    /// <summary>Who sent it, for the log.</summary>
    public string? Sender { get; init; }

    /// <summary>A second message with the same id is not put in, as long as the first one is remembered. Null: no check.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>How long <see cref="DeduplicationId"/> is remembered. Default 24 hours.</summary>
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>After this time the message is Overdue; it is still delivered. Default 2 days.</summary>
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>After this time the message is no longer delivered and is deleted. Default 30 days, at most 180.</summary>
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(30);
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.RabbitMq.Topology;

/// <summary>A queue, durable.</summary>
[Shorthand(nameof(Name))]
public sealed record QueueOptions : IValidatableObject
{
    /// <summary>Its name.</summary>
    [StringLength(255, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>How the broker keeps the messages.</summary>
    public QueueKind Type { get; init; } = QueueKind.Quorum;

    /// <summary>Exchange that gets messages which are rejected, expire, or do not fit in any more; an empty name is the default exchange. Without one they are gone.</summary>
    [StringLength(127)]
    public string? DeadLetterExchange { get; init; }

    /// <summary>Routing key of such messages. Default: the one they came with.</summary>
    [StringLength(255)]
    public string? DeadLetterRoutingKey { get; init; }

    /// <summary>How often a message of a quorum queue may come back before it is a dead letter. Default: as often as the broker says, for most versions without end.</summary>
    [Range(1, 1_000_000)]
    public int? DeliveryLimit { get; init; }

    /// <summary>How long a message waits at most. Default: without end.</summary>
    [Range(typeof(TimeSpan), "1ms", "49d")]
    public TimeSpan? MessageTtl { get; init; }

    /// <summary>Most messages. Default: without limit.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxLength { get; init; }

    /// <summary>Most bytes of all bodies together. Default: without limit.</summary>
    public ByteSize? MaxBytes { get; init; }

    /// <summary>What happens when the queue has <c>maxLength</c> messages or <c>maxBytes</c>.</summary>
    public QueueOverflow Overflow { get; init; } = QueueOverflow.RejectPublish;

    /// <summary>One consumer gets all messages, another one only when that has gone: keeps the order across all nodes.</summary>
    public bool SingleActiveConsumer { get; init; }

    /// <summary>Highest priority of messages of a classic queue. Default: no priorities.</summary>
    [Advanced]
    [Range(1, 255)]
    public int? MaxPriority { get; init; }

    /// <summary>What fits one kind of queue only.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Type == QueueKind.Classic && DeliveryLimit is not null)
        {
            yield return new ValidationResult("a classic queue does not count deliveries; leave 'deliveryLimit' out, or write type: quorum", [nameof(DeliveryLimit)]);
        }

        if (Type == QueueKind.Quorum && MaxPriority is not null)
        {
            yield return new ValidationResult("a quorum queue has no priorities; leave 'maxPriority' out, or write type: classic", [nameof(MaxPriority)]);
        }

        if (DeadLetterRoutingKey is not null && DeadLetterExchange is null)
        {
            yield return new ValidationResult("'deadLetterRoutingKey' needs 'deadLetterExchange'", [nameof(DeadLetterRoutingKey)]);
        }
    }
}

/// <summary>How the broker keeps the messages of a queue.</summary>
public enum QueueKind
{
    /// <summary>On a majority of nodes: no message that was confirmed is lost while one of them is whole.</summary>
    Quorum,

    /// <summary>On one node.</summary>
    Classic,
}

/// <summary>What happens to messages for a full queue.</summary>
public enum QueueOverflow
{
    /// <summary>They are refused, and the receiver channel fails.</summary>
    RejectPublish,

    /// <summary>The oldest message of the queue makes room; it is a dead letter then.</summary>
    DropHead,
}

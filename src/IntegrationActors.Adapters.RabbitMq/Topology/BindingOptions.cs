using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Adapters.RabbitMq.Topology;

/// <summary>Brings messages of an exchange to a queue or to another exchange.</summary>
public sealed record BindingOptions : IValidatableObject
{
    /// <summary>Where the messages come from.</summary>
    [StringLength(127, MinimumLength = 1)]
    public required string Exchange { get; init; }

    /// <summary>The queue that gets them. This or <c>toExchange</c>.</summary>
    [StringLength(255, MinimumLength = 1)]
    public string? Queue { get; init; }

    /// <summary>The exchange that gets them.</summary>
    [StringLength(127, MinimumLength = 1)]
    public string? ToExchange { get; init; }

    /// <summary>Routing key, or the pattern of a topic exchange.</summary>
    [StringLength(255)]
    public string RoutingKey { get; init; } = "";

    /// <summary>Headers that the message must have, for an exchange of type <c>headers</c>; <c>x-match: any</c> wants one of them, otherwise all.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>One target.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Queue is null == ToExchange is null)
        {
            yield return new ValidationResult("a binding has one target: write 'queue' or 'toExchange'", [nameof(Queue)]);
        }
    }
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.RabbitMq.Topology;

/// <summary>An exchange, durable.</summary>
[Shorthand(nameof(Name))]
public sealed record ExchangeOptions
{
    /// <summary>Its name.</summary>
    [StringLength(127, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>How it chooses queues.</summary>
    public ExchangeKind Type { get; init; } = ExchangeKind.Direct;

    /// <summary>Exchange that gets what no queue of this one wants. Default: such messages are unroutable.</summary>
    [Advanced]
    [StringLength(127, MinimumLength = 1)]
    public string? AlternateExchange { get; init; }
}

/// <summary>How an exchange chooses queues.</summary>
public enum ExchangeKind
{
    /// <summary>Those bound with the routing key of the message.</summary>
    Direct,

    /// <summary>All that are bound.</summary>
    Fanout,

    /// <summary>Those bound with a pattern that fits the routing key: <c>*</c> stands for one word, <c>#</c> for any number.</summary>
    Topic,

    /// <summary>Those bound with headers that the message has.</summary>
    Headers,
}

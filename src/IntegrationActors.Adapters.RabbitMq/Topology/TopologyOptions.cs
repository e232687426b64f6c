using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Adapters.RabbitMq.Topology;

/// <summary>What a channel declares on its broker when it starts: exchanges, then queues, then bindings. Nothing is ever deleted or changed.</summary>
public sealed record TopologyOptions
{
    /// <summary>Exchanges.</summary>
    [MaxLength(100)]
    public IReadOnlyList<ExchangeOptions> Exchanges { get; init; } = [];

    /// <summary>Queues.</summary>
    [MaxLength(100)]
    public IReadOnlyList<QueueOptions> Queues { get; init; } = [];

    /// <summary>Which messages of an exchange go to a queue, or to another exchange.</summary>
    [MaxLength(500)]
    public IReadOnlyList<BindingOptions> Bindings { get; init; } = [];

    internal bool MakesExchange(string name) => Exchanges.Any(exchange => string.Equals(exchange.Name, name, StringComparison.Ordinal));

    internal bool MakesQueue(string name) => Queues.Any(queue => string.Equals(queue.Name, name, StringComparison.Ordinal));
}

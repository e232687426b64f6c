using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>What a consumer brings: a message, or why no more come.</summary>
/// <param name="From">The consumer.</param>
/// <param name="Delivery">The message.</param>
/// <param name="End">Why the consumer ended.</param>
internal readonly record struct Arrival(QueueConsumer From, Delivery? Delivery, Fault? End = null);

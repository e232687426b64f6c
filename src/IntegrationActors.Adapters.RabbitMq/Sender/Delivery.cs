using IntegrationActors.Core.Messages;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>A message as the broker delivered it.</summary>
/// <param name="Tag">Its number on its channel.</param>
/// <param name="IsRedelivered">Whether it came before.</param>
/// <param name="Exchange">Where it was sent to.</param>
/// <param name="RoutingKey">With which key.</param>
/// <param name="Properties">What its publisher said of it.</param>
/// <param name="Body">The body, in memory of its own.</param>
internal sealed record Delivery(ulong Tag, bool IsRedelivered, string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, Payload Body);

using IntegrationActors.Core.Messages;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Publishing;

/// <summary>The answer to a message.</summary>
/// <param name="Properties">What its publisher said of it.</param>
/// <param name="Body">The body, in memory of its own.</param>
internal sealed record Reply(IReadOnlyBasicProperties Properties, Payload Body);

using IntegrationActors.Adapters.Amqp.Connections;
using AmqpMessage = Amqp.Message;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>A message that came over a link: by what the library settles it, and what it carries.</summary>
internal readonly record struct ArrivedMessage(AmqpMessage Delivery, ArrivingContent Content);

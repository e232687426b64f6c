using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Https.Sender.Bodies;

/// <summary>The body of a request, as the message has it.</summary>
/// <param name="Payload">The body.</param>
/// <param name="Arriving">Where it comes from while it is still arriving; null when all of it is here.</param>
internal readonly record struct ReceivedBody(Payload Payload, RequestBodyStream? Arriving = null);

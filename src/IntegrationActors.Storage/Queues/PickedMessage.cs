using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Queues;

/// <summary>A message that an action is for.</summary>
internal readonly record struct PickedMessage(long Number, MessageId Id);

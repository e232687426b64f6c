using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Storage.Queues;

/// <summary>How a message ended that was not processed.</summary>
/// <param name="Id">The message.</param>
/// <param name="Flow">The flow that put it in; the queue when nobody knows.</param>
/// <param name="Status">Cancelled or Failed.</param>
/// <param name="Fault">Why, for Failed.</param>
internal readonly record struct QueueLogEntry(MessageId Id, string Flow, MessageStatus Status, Fault? Fault);

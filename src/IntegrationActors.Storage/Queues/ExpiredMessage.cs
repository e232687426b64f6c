using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Queues;

/// <summary>A message whose time in a queue is up.</summary>
/// <param name="Number">Its row.</param>
/// <param name="Id">The message.</param>
/// <param name="Queue">Name of the queue.</param>
/// <param name="Flow">The flow that put it in; the queue when nobody knows.</param>
/// <param name="Enqueued">When it was put in.</param>
/// <param name="Expires">When its time was up.</param>
/// <param name="LastFault">Why its last try failed; null when there was none.</param>
internal sealed record ExpiredMessage(long Number, MessageId Id, string Queue, string Flow, DateTimeOffset Enqueued, DateTimeOffset Expires, Fault? LastFault);

namespace IntegrationActors.Management.Queues;

/// <summary>What an action did with the messages of a queue.</summary>
/// <param name="Count">Messages that it changed.</param>
/// <param name="HasMore">Whether there were more than one action does; the same call does the next ones.</param>
public sealed record QueueChangeView(int Count, bool HasMore);

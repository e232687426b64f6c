namespace IntegrationActors.Storage.Queues;

/// <summary>What an action did.</summary>
/// <param name="Count">Messages that it changed.</param>
/// <param name="HasMore">Whether there were more than <see cref="QueueSelection.Largest"/>: the same call does the next ones.</param>
public readonly record struct QueueChange(int Count, bool HasMore);

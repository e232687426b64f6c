namespace IntegrationActors.Storage.Queues;

/// <summary>Some messages of a queue.</summary>
/// <param name="Entries">In the order in which they were put in, or the other way round.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record QueuePage(IReadOnlyList<QueueEntry> Entries, string? Next);

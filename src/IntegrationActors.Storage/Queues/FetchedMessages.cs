namespace IntegrationActors.Storage.Queues;

/// <summary>Messages that a consumer got.</summary>
/// <param name="Rows">In order.</param>
/// <param name="Next">When there may be more; null: when somebody puts one in.</param>
internal sealed record FetchedMessages(IReadOnlyList<QueueRow> Rows, DateTimeOffset? Next)
{
    /// <summary>There is a message that was being processed when its node died: it is taken alone, when its turn has come.</summary>
    public bool HasSuspect { get; init; }

    /// <summary>Nothing is given out until somebody resumes the queue.</summary>
    public static FetchedMessages Paused { get; } = new([], null);

    /// <summary>Another node has the exclusive queue.</summary>
    public static FetchedMessages Elsewhere { get; } = new([], null);
}

namespace IntegrationActors.Storage.Queues;

/// <summary>
/// The messages of a queue in four parts, each with an index of its own, and what people call the messages in them. A question about a queue asks part by part, so that no
/// content is read for it.
/// </summary>
internal static class QueueParts
{
    /// <summary>Status of a row, as the number of a <see cref="QueueEntryStatus"/>; <c>?1</c> is the time.</summary>
    public const string Status = """
        CASE WHEN owner IS NOT NULL THEN 1 WHEN state = 2 THEN 3 WHEN overdue <= ?1 THEN 4 WHEN state = 1 OR (due > ?1 AND retries > 0) THEN 2 ELSE 0 END
        """;

    public const string Owned = "owner IS NOT NULL";

    private const string Line = "owner IS NULL AND state = 0";
    private const string Retry = "owner IS NULL AND state = 1";
    private const string Aside = "owner IS NULL AND state = 2";

    public static IReadOnlyList<string> All { get; } = [Line, Retry, Aside, Owned];

    /// <summary>Parts that may have messages of a status; null: of any.</summary>
    public static IReadOnlyList<string> Of(QueueEntryStatus? status) => status switch
    {
        null => All,
        QueueEntryStatus.Waiting => [Line],
        QueueEntryStatus.Processing => [Owned],
        QueueEntryStatus.SetAside => [Aside],
        _ => [Line, Retry],
    };
}

namespace IntegrationActors.Storage.Queues;

/// <summary>Which messages of a queue are looked at.</summary>
public sealed record QueueBrowse
{
    public const int LargestPage = 1000;

    /// <summary>Only those in this status; null: all.</summary>
    public QueueEntryStatus? Status { get; init; }

    /// <summary>Begins with the newest. Default: with the oldest, as consumers take them.</summary>
    public bool NewestFirst { get; init; }

    /// <summary><see cref="QueuePage.Next"/> of the page before, with the same filter and direction.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to <see cref="LargestPage"/>. Default 50.</summary>
    public int Limit { get; init; } = 50;
}

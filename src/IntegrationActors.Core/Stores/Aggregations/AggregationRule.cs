namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>When an aggregation is complete, and what it may hold. Judged in the transaction that adds a message: of all who add at once, on whatever node, one completes it.</summary>
public sealed record AggregationRule
{
    /// <summary>After this time it is due although it is not complete. More than zero.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The time-out counts from the first message; otherwise each message sets it anew. Default false.</summary>
    public bool FromFirst { get; init; }

    /// <summary>Complete when it has so many messages; null: their number does not matter. Default null.</summary>
    public int? Size { get; init; }

    /// <summary>Most messages that it takes. Default: no bound.</summary>
    public int MostMessages { get; init; } = int.MaxValue;

    /// <summary>Most bytes of bodies and attachments that it takes. Default: no bound.</summary>
    public long MostBytes { get; init; } = long.MaxValue;
}

namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>What has completed an aggregation. The numbers are stored.</summary>
public enum AggregationCompletion
{
    /// <summary>Nothing: it waits for messages, or for its time-out.</summary>
    None = 0,

    /// <summary>The last message has come, and all before it.</summary>
    LastMessage = 1,

    /// <summary>It has as many messages as it should have.</summary>
    Size = 2,
}

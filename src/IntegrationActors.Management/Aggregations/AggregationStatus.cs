namespace IntegrationActors.Management.Aggregations;

/// <summary>How an aggregation is.</summary>
public enum AggregationStatus
{
    /// <summary>It waits for messages, or for its time-out.</summary>
    Open,

    /// <summary>It is complete and is sent on next.</summary>
    Complete,

    /// <summary>A run has it.</summary>
    Processing,

    /// <summary>A run failed, and the next one is planned.</summary>
    Retry,

    /// <summary>It waits for a person: twice nobody said what became of it.</summary>
    SetAside,
}

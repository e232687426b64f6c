namespace IntegrationActors.Runtime;

/// <summary>What a deployed flow is doing.</summary>
public enum FlowStatus
{
    /// <summary>The current version is being made ready; an earlier one may still run.</summary>
    Starting,

    /// <summary>The current version takes messages.</summary>
    Started,

    /// <summary>Takes no more messages; those inside are being finished.</summary>
    Stopping,

    /// <summary>The current version doesn't run; the last good one may still do.</summary>
    Error,
}

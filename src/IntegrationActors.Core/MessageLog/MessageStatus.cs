namespace IntegrationActors.Core.MessageLog;

/// <summary>State of a message in the processing log. The numbers are stored.</summary>
public enum MessageStatus
{
    /// <summary>Running.</summary>
    Processing = 0,

    /// <summary>Failed; an automatic retry is planned.</summary>
    Retry = 1,

    /// <summary>Delivered, or terminated on purpose.</summary>
    Completed = 2,

    /// <summary>Not delivered, no retry.</summary>
    Failed = 3,

    /// <summary>An escalation end signalled an error; a synchronous sender got one.</summary>
    Escalated = 4,

    /// <summary>A queue entry was removed by hand.</summary>
    Cancelled = 5,

    /// <summary>A timer instance that did not run, or a re-run under a new id.</summary>
    Discarded = 6,

    /// <summary>Interrupted by undeploy, shutdown or a crash.</summary>
    Abandoned = 7,
}

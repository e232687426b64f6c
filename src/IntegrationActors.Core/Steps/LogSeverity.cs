namespace IntegrationActors.Core.Steps;

/// <summary>How much a line that a flow writes to the log asks of people.</summary>
public enum LogSeverity
{
    /// <summary>For whoever reads along.</summary>
    Info,

    /// <summary>Something is degraded, but the flow goes on.</summary>
    Warning,

    /// <summary>Somebody must act.</summary>
    Error,
}

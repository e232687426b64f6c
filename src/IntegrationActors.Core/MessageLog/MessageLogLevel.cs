namespace IntegrationActors.Core.MessageLog;

/// <summary>How much the message processing log keeps of a run. The numbers are stored.</summary>
public enum MessageLogLevel
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Only failed runs, with their last 50 steps.</summary>
    Error = 1,

    /// <summary>Every run with the times of its last 50 steps. Default.</summary>
    Info = 2,

    /// <summary>Every run with all its steps (up to 1,000); ends by itself after 24 hours.</summary>
    Debug = 3,

    /// <summary>As Debug, with headers, properties and body before each step; ends by itself after 10 minutes, content is kept for 60.</summary>
    Trace = 4,
}

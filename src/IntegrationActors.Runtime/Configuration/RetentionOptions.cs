using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>How long entries of the message processing log are kept.</summary>
public sealed record RetentionOptions
{
    /// <summary>Age at which entries are deleted, 1h to 3650d. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan MessageLog { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Age at which content captured at level Trace is deleted, 1m to 30d. Default: 60 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Trace { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Time between two rounds of deleting, 10s to 1d. Default: 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);
}

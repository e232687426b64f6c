using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Definitions;

/// <summary>How many messages a flow takes at the same time. Beyond that senders are told to come back later.</summary>
public sealed record ConcurrencyLimits
{
    /// <summary>Most messages that are worked on at the same time.</summary>
    [Range(1, 100_000)]
    public int MaxInFlight { get; init; } = 256;

    /// <summary>Most messages that wait for a place; 0 refuses at once.</summary>
    [Range(0, 1_000_000)]
    public int MaxWaiting { get; init; } = 1024;

    /// <summary>Longest time that a message waits for a place.</summary>
    [Range(typeof(TimeSpan), "0s", "10m")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(1);
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Retries;

/// <summary>When and how often a message is sent again within the step.</summary>
[Shorthand(nameof(Attempts))]
public record SendRetryOptions
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>Attempts in all, the first included.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = 3;

    /// <summary>Wait before the second attempt; it doubles with each further one, up to 60 s.</summary>
    [DefaultText("1s")]
    [Range(typeof(TimeSpan), "0s", "60s")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The wait behind an attempt; the first one is 1.</summary>
    internal TimeSpan PauseAfter(int attempt) => TimeSpan.FromTicks(Math.Min((Interval * Math.Pow(2, attempt - 1)).Ticks, LongestPause.Ticks));
}

using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Queues;

/// <summary>
/// What happens to a message whose run fails. It stays in the queue, its log entry says RETRY, and after a pause it runs again under the same id. A message that was tried
/// often enough, or whose node died too often while it ran, is set aside: the entry says FAILED, and people decide.
/// </summary>
[Shorthand(nameof(Attempts))]
public sealed record QueueRetryOptions
{
    /// <summary>Tries in all, the first included, after which the message is set aside; 0 tries until it expires.</summary>
    [Range(0, 10_000)]
    public int Attempts { get; init; }

    /// <summary>Pause before the next try, at most 7 days; a tenth longer or shorter by chance, so that messages that failed together don't come back together.</summary>
    [DefaultText("1m")]
    [Range(typeof(TimeSpan), "10ms", "7d")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Doubles the pause with each try, up to <c>maxInterval</c>.</summary>
    public bool ExponentialBackoff { get; init; }

    /// <summary>Longest pause when it doubles, at most 30 days.</summary>
    [DefaultText("1h")]
    [Range(typeof(TimeSpan), "10ms", "30d")]
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A message whose node died this often while it ran is set aside: it may be what kills the node.</summary>
    [Advanced]
    [Range(1, 100)]
    public int Crashes { get; init; } = 2;

    internal static QueueRetry PlanOf(QueueRetryOptions? options) => (options ?? new QueueRetryOptions()) switch
    {
        var o => new QueueRetry { Attempts = o.Attempts, Interval = o.Interval, ExponentialBackoff = o.ExponentialBackoff, MaxInterval = o.MaxInterval, Crashes = o.Crashes },
    };
}

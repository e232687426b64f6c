using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Polling;

/// <summary>
/// When a channel looks for messages. A time that comes while the messages of the poll before still run is passed over, and so is one at which nothing runs the flow. A poll
/// that failed is repeated after a pause, without waiting for its next time.
/// </summary>
[Shorthand(nameof(Interval))]
public sealed record PollOptions : IValidatableObject
{
    /// <summary>Time from the beginning of one poll to that of the next, 10 ms to 7 days; the first one begins with the flow. Default: 10s, unless <c>cron</c> says when.</summary>
    [DefaultText("10s")]
    [Range(typeof(TimeSpan), "10ms", "7d")]
    public TimeSpan? Interval { get; init; }

    /// <summary>
    /// Times as a cron expression: minute, hour, day of month, month, day of week; with a sixth field in front, the second (<c>0 30 6 * * MON-FRI</c>). Seven fields are the form of Quartz, with the
    /// year at the end (<c>0 0 6 ? * MON-FRI *</c>); days of the week are counted from 1 for Sunday there, and from 0 otherwise.
    /// </summary>
    public string? Cron { get; init; }

    /// <summary>
    /// Time zone of <c>cron</c>, by its IANA name such as <c>Europe/Berlin</c>. When clocks are set forward, a time that is left out comes right after the gap; when they are set back, one that is there
    /// twice comes once. Repetitions (<c>*</c>, <c>/</c>) follow the real time through both.
    /// </summary>
    [DefaultText("UTC")]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Interval and cron exclude each other; both have to be right.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Interval is not null && Cron is not null)
        {
            yield return new ValidationResult("'interval' and 'cron' both say when to poll; keep one", [nameof(Cron)]);
        }

        if (Cron is not null && CronTimes.ProblemOf(Cron) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Cron)]);
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"'{TimeZone}' is no time zone; write an IANA name such as Europe/Berlin", [nameof(TimeZone)]);
        }
    }
}

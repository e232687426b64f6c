using System.ComponentModel.DataAnnotations;
using Cronos;
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

    /// <summary>Times as a cron expression: minute, hour, day of month, month, day of week; with a sixth field in front, the second (<c>0 30 6 * * MON-FRI</c>).</summary>
    public string? Cron { get; init; }

    /// <summary>Time zone of <c>cron</c>, by its IANA name such as <c>Europe/Berlin</c>; the change to summer time and back is looked after.</summary>
    [DefaultText("UTC")]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Interval and cron exclude each other; both have to be right.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Interval is not null && Cron is not null)
        {
            yield return new ValidationResult("'interval' and 'cron' both say when to poll; keep one", [nameof(Cron)]);
        }

        if (Cron is not null && !CronExpression.TryParse(Cron, PollSchedule.FormatOf(Cron), out _))
        {
            yield return new ValidationResult($"'{Cron}' is no cron expression; write minute, hour, day of month, month and day of week, such as '*/5 * * * *'", [nameof(Cron)]);
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"'{TimeZone}' is no time zone; write an IANA name such as Europe/Berlin", [nameof(TimeZone)]);
        }
    }
}

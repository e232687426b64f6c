using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Timers;

/// <summary>
/// Starts the flow at given times, once in the cluster however many nodes run it. A time that comes while the run before is still active is passed over, which the status of the channel tells, and
/// so is one at which no node runs the flow: a timer is best effort. A run that fails is not repeated. The status of the channel has the next time, and header <c>CamelTimerFiredTime</c> the time that
/// is meant (ISO 8601, UTC). Without <c>interval</c>, <c>cron</c> and <c>at</c> it starts the flow once, when it is deployed.
/// </summary>
[SenderChannel("timer", typeof(TimerSenderAdapter), Sap = "Timer", Camel = "timer, quartz")]
[Shorthand(nameof(Interval))]
[Example("Every five minutes", "timer: 5m")]
[Example("On working days at six, on the clock of Berlin", "timer: { cron: \"0 6 * * MON-FRI\", timeZone: Europe/Berlin }")]
[Example("In the seven fields of Quartz: on the last day of each month until 2030", "timer: { cron: \"0 0 22 L * ? 2026-2030\" }")]
[Example("On two days, and with a message of its own", "timer: { at: [\"2027-06-30T18:00\", \"2027-12-31T18:00\"], timeZone: Europe/Berlin, body: \"<close/>\", headers: { Content-Type: application/xml } }")]
[Example("Once, when the flow is deployed", "timer: {}")]
public sealed record TimerOptions : IValidatableObject
{
    /// <summary>Time from one start to the next, 100 ms to 365 days, counted from midnight on 1 January 1970 (UTC), so that all nodes agree: with <c>15m</c> at every full quarter of an hour.</summary>
    [Range(typeof(TimeSpan), "100ms", "365d")]
    public TimeSpan? Interval { get; init; }

    /// <summary>
    /// Times as a cron expression: minute, hour, day of month, month, day of week; with a sixth field in front, the second (<c>0 30 6 * * MON-FRI</c>). Seven fields are the form of Quartz, with the
    /// year at the end (<c>0 0 6 ? * MON-FRI *</c>); days of the week are counted from 1 for Sunday there, and from 0 otherwise.
    /// </summary>
    public string? Cron { get; init; }

    /// <summary>Days with their times, on the clock of <c>timeZone</c>: <c>2027-12-31T18:00</c>, or with seconds.</summary>
    public IReadOnlyList<string> At { get; init; } = [];

    /// <summary>Starts the flow also when this version of it is deployed: once in the cluster, and not again when a node restarts, within 400 days.</summary>
    public bool AtStart { get; init; }

    /// <summary>
    /// Time zone of <c>cron</c>, <c>at</c>, <c>notBefore</c> and <c>notAfter</c>, by its IANA name such as <c>Europe/Berlin</c>. When clocks are set forward, a time that is left out comes right after the
    /// gap; when they are set back, one that is there twice comes once. Repetitions (<c>*</c>, <c>/</c>) follow the real time through both.
    /// </summary>
    [DefaultText("UTC")]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>No start before this day and time: <c>2027-01-01T00:00</c>. Does not hold for <c>atStart</c>.</summary>
    [Advanced]
    public string? NotBefore { get; init; }

    /// <summary>No start after this day and time. Does not hold for <c>atStart</c>.</summary>
    [Advanced]
    public string? NotAfter { get; init; }

    /// <summary>Body of the message. Default: empty.</summary>
    [DefaultText("\"\"")]
    public string Body { get; init; } = "";

    /// <summary>Headers of the message.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>One schedule at most; all that is written has to be right.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Interval is null ? 0 : 1) + (Cron is null ? 0 : 1) + (At.Count == 0 ? 0 : 1) > 1)
        {
            yield return new ValidationResult("'interval', 'cron' and 'at' each say when; keep one, or write a second timer", [nameof(Cron)]);
        }

        if (Cron is not null && CronTimes.ProblemOf(Cron) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Cron)]);
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"'{TimeZone}' is no time zone; write an IANA name such as Europe/Berlin", [nameof(TimeZone)]);
        }

        foreach (var (time, name) in At.Select(time => ((string?)time, nameof(At))).Append((NotBefore, nameof(NotBefore))).Append((NotAfter, nameof(NotAfter))))
        {
            if (time is not null && !ZonedTime.TryParse(time, out _))
            {
                yield return new ValidationResult($"'{time}' is no day with a time; write it as 2027-12-31T18:00", [name]);
            }
        }
    }
}

namespace IntegrationActors.Adapters.Polling;

/// <summary>When the next poll is due.</summary>
public sealed class PollSchedule
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    private readonly CronTimes? _cron;
    private readonly TimeSpan _interval;

    public PollSchedule(PollOptions? options)
    {
        options ??= new PollOptions();
        _cron = options.Cron is null ? null : CronTimes.Parse(options.Cron, TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone));
        _interval = options.Interval ?? DefaultInterval;
    }

    /// <summary>The first poll of a channel that starts now.</summary>
    public DateTimeOffset First(DateTimeOffset now) => _cron is null ? now : Occurrence(now);

    /// <summary>The poll after one that began at <paramref name="before"/>: never in the past, times that were missed are passed over.</summary>
    public DateTimeOffset Next(DateTimeOffset before, DateTimeOffset now)
    {
        if (_cron is not null)
        {
            return Occurrence(now);
        }

        var next = before + _interval;
        return next > now ? next : now;
    }

    // An expression without a further time (30 February) is polled for never.
    private DateTimeOffset Occurrence(DateTimeOffset now) => _cron!.After(now) ?? DateTimeOffset.MaxValue;
}

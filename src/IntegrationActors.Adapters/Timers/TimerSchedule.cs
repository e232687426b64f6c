using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Timers;

/// <summary>The times of a timer, the same ones on every node.</summary>
internal sealed class TimerSchedule
{
    private readonly TimeSpan? _interval;
    private readonly CronTimes? _cron;
    private readonly DateTimeOffset[] _dates;
    private readonly DateTimeOffset? _notBefore;
    private readonly DateTimeOffset? _notAfter;

    public TimerSchedule(TimerOptions options)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        _interval = options.Interval;
        _cron = options.Cron is null ? null : CronTimes.Parse(options.Cron, zone);
        _dates = [.. options.At.Select(text => ZonedTime.Parse(text, zone)).Order()];
        _notBefore = options.NotBefore is null ? null : ZonedTime.Parse(options.NotBefore, zone);
        _notAfter = options.NotAfter is null ? null : ZonedTime.Parse(options.NotAfter, zone);
        Name = options switch
        {
            { Interval: { } interval } => $"every {Duration.Format(interval)}",
            { Cron: { } cron } => $"{cron} {options.TimeZone}",
            { At.Count: > 0 } => $"{string.Join(", ", options.At)} {options.TimeZone}",
            _ => "at start",
        };
    }

    /// <summary>The schedule in a few words: tells two timers of a flow apart.</summary>
    public string Name { get; }

    /// <summary>Whether there are times at all, beside the start of the flow.</summary>
    public bool HasTimes => _interval is not null || _cron is not null || _dates.Length > 0;

    /// <summary>The first time after another; null when there is none.</summary>
    public DateTimeOffset? After(DateTimeOffset time)
    {
        var after = _notBefore is { } begin && time < begin ? begin.AddTicks(-1) : time;
        return Following(after) is { } next && !(next > _notAfter) ? next : null;
    }

    /// <summary>The last of the times from one that is due up to now: what lies between was missed.</summary>
    /// <param name="due">A time of the schedule, not after <paramref name="now"/>.</param>
    /// <param name="now">Now.</param>
    /// <param name="missed">How many were missed, counted within the last hour.</param>
    public DateTimeOffset Latest(DateTimeOffset due, DateTimeOffset now, out int missed)
    {
        missed = 0;
        var hourAgo = now - TimeSpan.FromHours(1);
        if (due < hourAgo && After(hourAgo) is { } recent && recent <= now)
        {
            (due, missed) = (recent, 1);
        }

        while (After(due) is { } next && next <= now)
        {
            (due, missed) = (next, missed + 1);
        }

        return due;
    }

    private DateTimeOffset? Following(DateTimeOffset time)
    {
        if (_cron is not null)
        {
            return _cron.After(time);
        }

        if (_interval is { } interval)
        {
            var count = ((time - DateTimeOffset.UnixEpoch).Ticks / interval.Ticks) + 1;
            return DateTimeOffset.UnixEpoch + (count * interval);
        }

        foreach (var date in _dates)
        {
            if (date > time)
            {
                return date;
            }
        }

        return null;
    }
}

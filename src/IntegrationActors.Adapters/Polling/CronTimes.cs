using Cronos;

namespace IntegrationActors.Adapters.Polling;

/// <summary>
/// The times of a cron expression on the clock of a time zone. Five fields: minute, hour, day of month, month, day of week; six: the second in front; Sunday is 0 or 7. Seven are the form of
/// Quartz: second, minute, hour, day of month, month, day of week, year; Sunday is 1 there. When clocks are set forward, a time that is left out comes right after the gap, and times of a repetition
/// (<c>*</c>, <c>/</c>) are left out; when they are set back, a time that is there twice comes once, and repetitions go on through both hours.
/// </summary>
public sealed class CronTimes
{
    private const int FieldsWithSecond = 6;
    private const int FieldsOfQuartz = 7;

    private readonly CronExpression _times;
    private readonly CronYears? _years;
    private readonly TimeZoneInfo _zone;

    private CronTimes(CronExpression times, CronYears? years, TimeZoneInfo zone) => (_times, _years, _zone) = (times, years, zone);

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CronTimes Parse(string text, TimeZoneInfo zone)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != FieldsOfQuartz)
        {
            return new CronTimes(CronExpression.Parse(text, fields.Length == FieldsWithSecond ? CronFormat.IncludeSeconds : CronFormat.Standard), null, zone);
        }

        fields[5] = QuartzDays.ToCron(fields[5]);
        return new CronTimes(CronExpression.Parse(string.Join(' ', fields[..6]), CronFormat.IncludeSeconds), CronYears.Parse(fields[6]), zone);
    }

    /// <summary>What is wrong with an expression, and what to write; null when it is one.</summary>
    public static string? ProblemOf(string text)
    {
        try
        {
            Parse(text, TimeZoneInfo.Utc);
            return null;
        }
        catch (FormatException)
        {
            return $"'{text}' is no cron expression; write minute, hour, day of month, month and day of week, such as '*/5 * * * *'";
        }
    }

    /// <summary>The first time after another; null when there is none.</summary>
    public DateTimeOffset? After(DateTimeOffset time)
    {
        while (_times.GetNextOccurrence(time, _zone) is { } next)
        {
            if (_years is null || _years.Contains(next.Year))
            {
                return next.ToUniversalTime();
            }

            if (_years.After(next.Year) is not { } year)
            {
                return null;
            }

            var begin = new DateTime(year, 1, 1);
            time = new DateTimeOffset(begin, _zone.GetUtcOffset(begin)).AddTicks(-1);
        }

        return null;
    }
}

using System.Globalization;

namespace IntegrationActors.Adapters.Timers;

/// <summary>Days with their times as people write them, on the clock of a time zone.</summary>
internal static class ZonedTime
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    public static bool TryParse(string text, out DateTime time) => DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>The moment that is meant: right after the gap for a time that the clock leaves out, the first one for a time that is there twice.</summary>
    /// <exception cref="FormatException">The text is no day with a time.</exception>
    public static DateTimeOffset Parse(string text, TimeZoneInfo zone)
    {
        if (!TryParse(text, out var time))
        {
            throw new FormatException($"'{text}' is no day with a time");
        }

        while (zone.IsInvalidTime(time))
        {
            time = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }
}

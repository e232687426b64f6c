using System.Globalization;

namespace IntegrationActors.Expressions.Dates;

/// <summary>Time zones by the names that Java and IANA know, and offsets such as <c>GMT+02:00</c>.</summary>
internal static class TimeZones
{
    private static readonly string[] OffsetFormats = [@"hh\:mm", @"h\:mm", "hhmm", "%h", "hh"];

    /// <summary>Null when there is no such zone.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        if (name is "UTC" or "GMT" or "Z")
        {
            return TimeZoneInfo.Utc;
        }

        if (name.StartsWith("GMT", StringComparison.Ordinal) || name.StartsWith("UTC", StringComparison.Ordinal))
        {
            return FindOffset(name, name.AsSpan(3));
        }

        return name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    private static TimeZoneInfo? FindOffset(string name, ReadOnlySpan<char> offset)
    {
        if (offset is not ['+' or '-', ..] || !TimeSpan.TryParseExact(offset[1..], OffsetFormats, CultureInfo.InvariantCulture, out var amount) || amount > TimeSpan.FromHours(14))
        {
            return null;
        }

        return TimeZoneInfo.CreateCustomTimeZone(name, offset[0] == '-' ? -amount : amount, name, name);
    }
}

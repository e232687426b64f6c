using System.Globalization;

namespace IntegrationActors.Cli.Output;

/// <summary>Times and durations as people read them.</summary>
internal static class Moments
{
    /// <summary>The time in UTC, to the millisecond; the same on every machine, so that lines can be compared.</summary>
    public static string Show(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Milliseconds with a unit that keeps the number short.</summary>
    public static string ShowDuration(double? milliseconds) => milliseconds switch
    {
        null => "-",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1000:0} µs"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 600_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000:0.0} min"),
    };
}

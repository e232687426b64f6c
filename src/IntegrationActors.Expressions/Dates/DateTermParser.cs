using IntegrationActors.Core.Exchanges;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Dates;

/// <summary>
/// Parses <c>date:now-2h:pattern</c> and <c>date-with-timezone:now:zone:pattern</c>. Without a zone the time is UTC.
/// </summary>
internal sealed class DateTermParser(string text, int offset, bool hasZone)
{
    private const string Now = "now";

    private string Sample => hasZone ? "${date-with-timezone:now:Europe/Berlin:yyyy-MM-dd}" : "${date:now:yyyy-MM-dd}";

    /// <summary>Parses what stands behind the first colon.</summary>
    public Term Parse(int start)
    {
        var commandEnd = text.IndexOf(':', start);
        if (commandEnd < 0)
        {
            throw Error(text.Length, $"a pattern is needed: {Sample}");
        }

        var shift = ReadShift(start, commandEnd);
        var (zone, patternStart) = hasZone ? ReadZone(commandEnd + 1) : (TimeZoneInfo.Utc, commandEnd + 1);
        var pattern = JavaDatePattern.Parse(text[patternStart..], offset + patternStart, zone);
        return Term.Reading(exchange => pattern.Format(TimeZoneInfo.ConvertTime(exchange.Time.GetUtcNow() + shift, zone)));
    }

    private TimeSpan ReadShift(int start, int end)
    {
        if (!text.AsSpan(start, end - start).StartsWith(Now, StringComparison.Ordinal))
        {
            throw Error(start, $"only the current time is known here: {Sample}");
        }

        return new TimeShiftReader(text[..end], start + Now.Length, offset).Read();
    }

    private (TimeZoneInfo Zone, int PatternStart) ReadZone(int start)
    {
        var colon = text.IndexOf(':', start);
        var second = colon < 0 ? -1 : text.IndexOf(':', colon + 1);

        // A zone such as GMT+02:00 has a colon of its own.
        if (second >= 0 && TimeZones.Find(text[start..second]) is { } offsetZone)
        {
            return (offsetZone, second + 1);
        }

        if (colon >= 0 && TimeZones.Find(text[start..colon]) is { } zone)
        {
            return (zone, colon + 1);
        }

        return colon >= 0
            ? throw Error(start, $"unknown time zone '{text[start..colon]}'; write a name such as Europe/Berlin, UTC or GMT+02:00")
            : throw Error(text.Length, TimeZones.Find(text[start..]) is null ? $"a time zone and a pattern are needed: {Sample}" : $"a pattern is needed: {Sample}");
    }

    private ExpressionSyntaxException Error(int at, string message) => new(ExpressionCodes.Template, offset + at, message);
}

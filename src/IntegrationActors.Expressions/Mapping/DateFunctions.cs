using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Expressions.Dates;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Functions of dates. Patterns are those of <c>${date:…}</c> (Java's letters); times without a zone are UTC.</summary>
internal static class DateFunctions
{
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public static MappingFunction[] All { get; } =
    [
        new("now('yyyy-MM-dd')", 0, 1, Now),
        new("date(.ordered, 'yyyyMMdd', 'yyyy-MM-dd')", 2, 3, Date),
        new("addDays(.due, 14, 'yyyy-MM-dd')", 2, 3, AddDays),
    ];

    private static MappingEvaluator Now(MappingCall call)
    {
        var print = call.Count == 0 ? PrintIso : Printer(call, 0);
        return run => print(run.Exchange.Time.GetUtcNow());
    }

    // With two patterns: from the first to the second; with one: from ISO 8601.
    private static MappingEvaluator Date(MappingCall call)
    {
        var read = call.Count == 3 ? Reader(call, 1) : null;
        var print = Printer(call, call.Count - 1);
        return run => MappingValue.IsEmpty(call.Value(run, 0)) ? null : print(Read(call, run, read));
    }

    private static MappingEvaluator AddDays(MappingCall call)
    {
        var read = call.Count == 3 ? Reader(call, 2) : null;
        var print = call.Count == 3 ? Printer(call, 2) : PrintDay;
        return run => MappingValue.IsEmpty(call.Value(run, 0)) ? null : print(Added(call, run, Read(call, run, read)));
    }

    private static DateTimeOffset Added(MappingCall call, MappingRun run, DateTimeOffset time)
    {
        try
        {
            return time.AddDays(call.Whole(run, 1));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw MappingArithmetic.Failed(call.Place, "the date lies outside of the years 1 to 9999");
        }
    }

    private static string PrintIso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string PrintDay(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Func<DateTimeOffset, string> Printer(MappingCall call, int index)
    {
        var pattern = call.Fixed(index);
        try
        {
            return JavaDatePattern.Parse(pattern, 0, TimeZoneInfo.Utc).Format;
        }
        catch (ExpressionSyntaxException mistake)
        {
            throw call.Wrong(index, mistake.Message);
        }
    }

    private static string Reader(MappingCall call, int index)
    {
        try
        {
            return JavaDatePattern.ToParsingFormat(call.Fixed(index));
        }
        catch (ExpressionSyntaxException mistake)
        {
            throw call.Wrong(index, mistake.Message);
        }
    }

    private static DateTimeOffset Read(MappingCall call, MappingRun run, string? format)
    {
        var text = call.Text(run, 0);
        var isRead = format is null
            ? DateTimeOffset.TryParseExact(text, [Iso, "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            : DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        return isRead ? time : throw Unreadable(call, text, format);
    }

    private static FaultException Unreadable(MappingCall call, string text, string? format) => MappingArithmetic.Failed(
        call.Arguments[0].Place, $"'{Fault.Cut(text)}' is no date {(format is null ? "of ISO 8601, such as 2026-01-31 or 2026-01-31T12:00:00Z" : "of the pattern")}");
}

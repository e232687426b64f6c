using System.Globalization;
using System.Text;

namespace IntegrationActors.Expressions.Dates;

/// <summary>
/// A pattern in the letters of Java's SimpleDateFormat, which users of this field write, printed with English names. What .NET can print is
/// translated to its custom formats; the rest is computed. Letters whose meaning depends on a locale are refused.
/// </summary>
internal sealed class JavaDatePattern
{
    private readonly DateField[] _fields;

    private JavaDatePattern(DateField[] fields) => _fields = fields;

    public static JavaDatePattern Parse(string pattern, int offset, TimeZoneInfo zone) =>
        new(new JavaDatePatternReader(pattern, offset, zone).Read());

    /// <summary>The format of .NET that reads what the pattern prints.</summary>
    /// <exception cref="ExpressionSyntaxException">The pattern is wrong, or prints what can't be read back.</exception>
    public static string ToParsingFormat(string pattern)
    {
        var fields = new JavaDatePatternReader(pattern, 0, TimeZoneInfo.Utc).Read();
        return string.Concat(fields.Select(field => field.Kind switch
        {
            DateFieldKind.Format => field.Text,
            DateFieldKind.OffsetIso or DateFieldKind.OffsetBasic => "K",
            _ => throw new ExpressionSyntaxException(ExpressionCodes.Template, 0, $"the pattern '{pattern}' can't be read back; use the letters y M d H m s S and X"),
        }));
    }

    public string Format(DateTimeOffset time)
    {
        if (_fields is [{ Kind: DateFieldKind.Format } only])
        {
            return time.ToString(only.Text, CultureInfo.InvariantCulture);
        }

        var text = new StringBuilder();
        foreach (var field in _fields)
        {
            text.Append(Print(field, time));
        }

        return text.ToString();
    }

    private static string Print(DateField field, DateTimeOffset time) => field.Kind switch
    {
        DateFieldKind.Format => time.ToString(field.Text, CultureInfo.InvariantCulture),
        DateFieldKind.DayOfYear => Pad(time.DayOfYear, field.Count),
        DateFieldKind.DayOfWeek => Pad(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek, field.Count),
        DateFieldKind.Hour24 => Pad(time.Hour == 0 ? 24 : time.Hour, field.Count),
        DateFieldKind.Hour11 => Pad(time.Hour % 12, field.Count),
        DateFieldKind.OffsetBasic => Offset(time.Offset, "hhmm"),
        _ when time.Offset == TimeSpan.Zero => "Z",
        _ => Offset(time.Offset, field.Count == 1 ? "hh" : field.Count == 2 ? "hhmm" : @"hh\:mm"),
    };

    private static string Offset(TimeSpan offset, string format) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(format, CultureInfo.InvariantCulture);

    private static string Pad(int number, int digits) => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}

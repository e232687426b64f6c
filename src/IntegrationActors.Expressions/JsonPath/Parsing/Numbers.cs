using System.Globalization;
using IntegrationActors.Expressions.JsonPath.Filters;

namespace IntegrationActors.Expressions.JsonPath.Parsing;

/// <summary>Integers of selectors and number literals of filters.</summary>
internal static class Numbers
{
    // Integers that every JSON implementation keeps exactly (I-JSON, RFC 7493 section 2.2).
    private const long MaxInteger = 9_007_199_254_740_991;

    public static bool StartsHere(Cursor cursor) => cursor.Current == '-' || char.IsAsciiDigit(cursor.Current);

    /// <summary>An index or a part of a slice.</summary>
    public static long ReadInteger(Cursor cursor)
    {
        var start = cursor.Position;
        SkipInteger(cursor);
        var digits = cursor.Text.AsSpan(start, cursor.Position - start);
        if (digits is "-0")
        {
            throw new JsonPathException(start, "-0 is no index; write 0");
        }

        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= MaxInteger
            ? value
            : throw new JsonPathException(start, $"an index is between -{MaxInteger} and {MaxInteger}");
    }

    public static Comparand ReadNumber(Cursor cursor)
    {
        var start = cursor.Position;
        SkipInteger(cursor);
        var isInteger = cursor.Text[start] != '-' || cursor.Text[start + 1] != '0';
        if (cursor.Accept('.'))
        {
            isInteger = false;
            SkipDigits(cursor, "a digit is needed behind the decimal point");
        }

        if (cursor.Accept('e') || cursor.Accept('E'))
        {
            isInteger = false;
            _ = cursor.Accept('+') || cursor.Accept('-');
            SkipDigits(cursor, "the exponent needs a digit");
        }

        var digits = cursor.Text.AsSpan(start, cursor.Position - start);
        return isInteger && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? Comparand.Of(integer)
            : Comparand.Of(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static void SkipInteger(Cursor cursor)
    {
        cursor.Accept('-');
        if (cursor.Accept('0'))
        {
            if (char.IsAsciiDigit(cursor.Current))
            {
                throw cursor.Error("a number has no leading zeros");
            }

            return;
        }

        SkipDigits(cursor, "a digit is needed behind the minus");
    }

    private static void SkipDigits(Cursor cursor, string message)
    {
        if (!char.IsAsciiDigit(cursor.Current))
        {
            throw cursor.Error(message);
        }

        while (char.IsAsciiDigit(cursor.Current))
        {
            cursor.Position++;
        }
    }
}

using System.Globalization;
using System.Text.Json;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>
/// How conditions compare. Equality: as numbers when one side is a number (not a text) and the other reads as one; a boolean with the texts true
/// and false; else by text, so that '007' is not '7'. Order: as numbers when both sides read as numbers, else by text, ordinal; the empty text has
/// no order. Nothing (a missing header, a path that found nothing, JSON's null) counts as the empty text; only <see cref="MissingTest"/> sees the difference.
/// </summary>
internal static class Values
{
    /// <summary>JSON values as text, number, boolean or nothing; all else as it is.</summary>
    public static object? Simplify(object? value) => value is not JsonElement json ? value : json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? number : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value,
    };

    public static bool Equal(object? a, object? b)
    {
        a ??= "";
        b ??= "";
        if (a is string first && b is string second)
        {
            return string.Equals(first, second, StringComparison.Ordinal);
        }

        if (a is bool || b is bool)
        {
            return TryReadBoolean(a, out var x) && TryReadBoolean(b, out var y) && x == y;
        }

        return IsNumber(a) || IsNumber(b)
            ? CompareNumbers(a, b) == 0
            : string.Equals(ExpressionValue.ToText(a), ExpressionValue.ToText(b), StringComparison.Ordinal);
    }

    /// <summary>Negative, zero or positive; null when the two have no order.</summary>
    public static int? Order(object? a, object? b) =>
        a is null or "" || b is null or "" ? null : CompareNumbers(a, b) ?? string.CompareOrdinal(ExpressionValue.ToText(a), ExpressionValue.ToText(b));

    private static bool IsNumber(object value) => value is decimal or double or long or int;

    private static bool TryReadBoolean(object value, out bool truth)
    {
        truth = value is true;
        return value is bool || (value is string text && bool.TryParse(text, out truth));
    }

    private static int? CompareNumbers(object a, object b)
    {
        if (TryReadDecimal(a, out var x) && TryReadDecimal(b, out var y))
        {
            return x.CompareTo(y);
        }

        return TryReadDouble(a, out var p) && TryReadDouble(b, out var q) ? p.CompareTo(q) : null;
    }

    private static bool TryReadDecimal(object value, out decimal number)
    {
        switch (value)
        {
            case decimal given:
                number = given;
                return true;
            case long given:
                number = given;
                return true;
            case int given:
                number = given;
                return true;
            case string text:
                return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
            default:
                number = 0;
                return false;
        }
    }

    private static bool TryReadDouble(object value, out double number)
    {
        number = value switch
        {
            double given => given,
            decimal given => (double)given,
            long given => given,
            int given => given,
            string text when StartsLikeNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => double.NaN,
        };
        return double.IsFinite(number);
    }

    // double.TryParse also takes names such as Infinity, and blanks around.
    private static bool StartsLikeNumber(string text) => text is ['-' or '+' or '.' or (>= '0' and <= '9'), ..];
}

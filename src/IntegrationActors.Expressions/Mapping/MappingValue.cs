using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.XPath;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>
/// Values of mapping expressions: null (nothing was found), <see cref="Null"/> (JSON's null), string, bool, decimal, double, a JSON object or array, an XML node, or a list of them.
/// </summary>
public static class MappingValue
{
    /// <summary>JSON's null: a value that is there and says nothing.</summary>
    public static object Null { get; } = DBNull.Value;

    /// <summary>Items of a loop: elements of an array or list, one for a single value, none for nothing.</summary>
    public static IEnumerable<object?> Items(object? value) => value switch
    {
        null or DBNull => [],
        JsonElement { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(Of),
        string or XPathNavigator or JsonElement => [value],
        IEnumerable<object?> many => many,
        IEnumerable many => many.Cast<object?>(),
        _ => [value],
    };

    internal static object? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetDecimal(out var number) ? number : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => Null,
        _ => element,
    };

    internal static string Text(object? value) => value switch
    {
        null or DBNull => "",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        _ => ExpressionValue.ToText(value),
    };

    internal static bool TryNumber(object? value, out decimal number)
    {
        number = 0;
        switch (value)
        {
            case decimal exact:
                number = exact;
                return true;
            case double rough when Math.Abs(rough) < 7.9e28:
                number = (decimal)rough;
                return true;
            case long or int:
                number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
                return true;
            case string or XPathNavigator or IReadOnlyList<object?> { Count: 1 }:
                return decimal.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
            default:
                return false;
        }
    }

    /// <summary>The number of a JSON value, as <see cref="Of"/> and then <see cref="TryNumber"/> find it; null for nothing.</summary>
    internal static decimal? Number(JsonElement element, in SourceSpan place)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number when QuickDecimal.TryRead(JsonMarshal.GetRawUtf8Value(element), out var exact) || element.TryGetDecimal(out exact):
                return exact;
            case JsonValueKind.String when JsonMarshal.GetRawUtf8Value(element) is { Length: > 2 } quoted && !quoted.Contains((byte)'\\') && QuickDecimal.TryParse(quoted[1..^1], out var read):
                return read;
            default:
                return MappingArithmetic.NumberOrNothing(Of(element), place);
        }
    }

    /// <summary>Nothing, null, false, zero, and empty texts and lists are not true.</summary>
    internal static bool IsTrue(object? value) => value is not DBNull && value switch
    {
        decimal number => number != 0,
        XPathNavigator => true,
        JsonElement json => json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() > 0,
        _ => ExpressionValue.IsTrue(value),
    };

    /// <summary>Nothing, null, or an empty text or list.</summary>
    internal static bool IsEmpty(object? value) => value switch
    {
        null or DBNull => true,
        string text => text.Length == 0,
        decimal or double or long or bool => false,
        JsonElement json => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 0,
        IReadOnlyList<object?> list => list.Count == 0,
        _ => Text(value).Length == 0,
    };

    /// <summary>As conditions compare: as numbers when one side is a number and the other reads as one, else as text.</summary>
    internal static bool AreEqual(object? left, object? right)
    {
        if (left is bool truth && right is bool other)
        {
            return truth == other;
        }

        return (left is decimal or double or long || right is decimal or double or long) && TryNumber(left, out var a) && TryNumber(right, out var b)
            ? a == b
            : string.Equals(Text(left), Text(right), StringComparison.Ordinal);
    }

    /// <summary>As numbers when both read as numbers, else as text; null when one side is empty, which has no order.</summary>
    internal static int? Compare(object? left, object? right)
    {
        if (TryNumber(left, out var a) && TryNumber(right, out var b))
        {
            return a.CompareTo(b);
        }

        return IsEmpty(left) || IsEmpty(right) ? null : string.CompareOrdinal(Text(left), Text(right));
    }

    [return: NotNullIfNotNull(nameof(value))]
    internal static object? OfExpression(object? value) => value switch
    {
        JsonElement json => Of(json),
        IReadOnlyList<JsonElement> list => list.Select(Of).ToArray(),
        long whole => (decimal)whole,
        double number when Math.Abs(number) < 7.9e28 && double.IsFinite(number) => (decimal)number,
        _ => value,
    };
}

using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.XPath;

namespace IntegrationActors.Core.Expressions;

/// <summary>Turns values of expressions into text and truth, the same for every language.</summary>
public static class ExpressionValue
{
    /// <summary>Text of a value: nodes by their string value, several nodes one after the other, nothing as the empty string.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        JsonElement json => json.ValueKind switch
        {
            JsonValueKind.String => json.GetString() ?? "",
            JsonValueKind.Null or JsonValueKind.Undefined => "",
            _ => json.GetRawText(),
        },
        XPathNavigator node => node.Value,
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable many => Concatenate(many),
        _ => value.ToString() ?? "",
    };

    /// <summary>Truth of a value: false for nothing, false, zero, the empty string and an empty list.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0,
        double number => number != 0 && !double.IsNaN(number),
        JsonElement json => json.ValueKind is not (JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined),
        IConvertible other => other.ToDouble(CultureInfo.InvariantCulture) != 0,
        IEnumerable many => many.GetEnumerator().MoveNext(),
        _ => true,
    };

    /// <summary>A copy that outlives the body it was read from.</summary>
    public static object? Detach(object? value) => value switch
    {
        JsonElement json => json.ValueKind == JsonValueKind.String ? json.GetString() : json.Clone(),
        XPathNavigator node => node.Clone(),
        IReadOnlyList<JsonElement> list => list.Select(e => e.Clone()).ToArray(),
        _ => value,
    };

    private static string Concatenate(IEnumerable many)
    {
        var text = new StringBuilder();
        foreach (var one in many)
        {
            text.Append(ToText(one));
        }

        return text.ToString();
    }
}

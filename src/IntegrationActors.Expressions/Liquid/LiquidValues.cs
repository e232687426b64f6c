using System.Collections;
using System.Text.Json;
using System.Xml.XPath;
using Fluid.Values;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>Values of messages as values of templates. Objects stay where they are; their members are converted when they are asked for.</summary>
internal static class LiquidValues
{
    public static FluidValue Of(object? value) => value switch
    {
        null or DBNull => NilValue.Instance,
        FluidValue fluid => fluid,
        JsonElement json => Of(json),
        string text => new StringValue(text),
        bool truth => BooleanValue.Create(truth),
        int or long or decimal => NumberValue.Create(Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture)),
        double number when Math.Abs(number) < 7.9e28 => NumberValue.Create((decimal)number),
        XPathNavigator node => new LiquidNode(node),
        IEnumerable many => new ArrayValue(many.Cast<object?>().Select(Of).ToArray()),
        _ => new StringValue(ExpressionValue.ToText(value)),
    };

    public static FluidValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new DictionaryValue(new LiquidIndex([.. json.EnumerateObject().Select(m => m.Name)], name => json.TryGetProperty(name, out var member) ? member : null)),
        JsonValueKind.Array => new ArrayValue(json.EnumerateArray().Select(Of).ToArray()),
        JsonValueKind.String => new StringValue(json.GetString()),
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? NumberValue.Create(number) : new StringValue(json.GetRawText()),
        JsonValueKind.True => BooleanValue.True,
        JsonValueKind.False => BooleanValue.False,
        _ => NilValue.Instance,
    };
}

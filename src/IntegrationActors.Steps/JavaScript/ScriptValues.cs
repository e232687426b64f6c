using System.Buffers;
using System.Text;
using System.Text.Json;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using Jint;
using Jint.Native;
using Jint.Runtime;
using JsonParser = Jint.Native.Json.JsonParser;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Values on their way into a script and out of it.</summary>
internal static class ScriptValues
{
    // Integers up to here are exact as doubles.
    private const double MaxExact = 9_007_199_254_740_991;

    public static JsValue OfText(string? text) => text is null ? JsValue.Null : new JsString(text);

    /// <summary>A value of a property, for a script.</summary>
    public static JsValue Of(Engine engine, object? value) => value switch
    {
        null => JsValue.Null,
        string text => new JsString(text),
        bool truth => truth ? JsBoolean.True : JsBoolean.False,
        JsonElement json => Parse(engine, json.GetRawText()),
        int or long or double or decimal => new JsNumber(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => new JsString(ExpressionValue.ToText(value)),
    };

    /// <summary>Text of JSON as a value of a script.</summary>
    /// <exception cref="JavaScriptException">It is no JSON.</exception>
    public static JsValue Parse(Engine engine, string json) => new JsonParser(engine, JsonLimits.MaxDepth).Parse(json);

    /// <summary>A value of a script as value of a property: text, number, boolean or detached JSON; null for nothing.</summary>
    public static object? ToProperty(Engine engine, JsValue value) => value switch
    {
        _ when value.IsUndefined() || value.IsNull() => null,
        _ when value.IsBoolean() => value.AsBoolean(),
        _ when value.IsNumber() => ToNumber(value.AsNumber()),
        _ when value.IsObject() && !value.IsDate() => ToJson(engine, value),
        _ => Text(engine, value),
    };

    /// <summary>Writes a value as JSON.</summary>
    /// <exception cref="JavaScriptException">It can't be written as JSON, as functions and cycles can't.</exception>
    public static void WriteJson(Engine engine, JsValue value, IBufferWriter<byte> target)
    {
        if (!BoundedJson.Of(engine).Write(value, target))
        {
            throw new JavaScriptException(engine.Intrinsics.TypeError, "a function can't be written as JSON");
        }
    }

    /// <summary>A value as text: dates as ISO 8601, objects as JSON.</summary>
    public static string Text(Engine engine, JsValue value)
    {
        if (value.IsObject() && !value.IsDate())
        {
            var json = new ArrayBufferWriter<byte>();
            WriteJson(engine, value, json);
            return Encoding.UTF8.GetString(json.WrittenSpan);
        }

        return value.IsDate() ? value.AsDate().ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture) : TypeConverter.ToString(value);
    }

    /// <summary>A value as a line of the log shows it.</summary>
    public static string Show(Engine engine, JsValue value) => value is JsString or JsNumber || value.IsUndefined() || value.IsNull() || value.IsSymbol() || value is Jint.Native.Function.Function or JsError
        ? $"{value}"
        : Text(engine, value);

    private static object ToNumber(double number) => double.IsInteger(number) && Math.Abs(number) <= MaxExact ? (object)(long)number : number;

    private static JsonElement ToJson(Engine engine, JsValue value)
    {
        var json = new ArrayBufferWriter<byte>();
        WriteJson(engine, value, json);
        var reader = new Utf8JsonReader(json.WrittenSpan, JsonLimits.Reader);
        return JsonElement.ParseValue(ref reader);
    }
}

using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amqp.Types;

namespace IntegrationActors.Adapters.Amqp.Messages;

/// <summary>Values of AMQP as text and as JSON.</summary>
internal static class ValueText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A simple value as text: times as milliseconds since 1970, bytes in Base64. Null for what has parts.</summary>
    public static string? Of(object? value) => value switch
    {
        string text => text,
        Symbol symbol => symbol.ToString(),
        bool truth => truth ? "true" : "false",
        byte[] bytes => Convert.ToBase64String(bytes),
        DateTime time => Milliseconds(time),
        Guid id => id.ToString("D"),
        char character => character.ToString(),
        float or double => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    public static string Milliseconds(DateTime time) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>A value with parts as JSON. How deep it may be is known before.</summary>
    public static byte[] Json(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, value);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong:
                writer.WriteRawValue(Of(value)!, skipInputValidation: true);
                break;
            case double or float when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                writer.WriteRawValue(Of(value)!, skipInputValidation: true);
                break;
            case IDictionary map:
                WriteMap(writer, map);
                break;
            case DescribedValue described:
                Write(writer, described.Value);
                break;
            case IEnumerable list and not (string or byte[]):
                WriteList(writer, list);
                break;
            default:
                writer.WriteStringValue(Of(value) ?? value.ToString());
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, IDictionary map)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            writer.WritePropertyName(Of(entry.Key) ?? Encoding.UTF8.GetString(Json(entry.Key)));
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }
}

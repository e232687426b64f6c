using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Messages;

/// <summary>Values of headers, which have types in AMQP, as text: tables and lists become JSON, times milliseconds since 1970, bytes that are no text Base64.</summary>
internal static class HeaderText
{
    private const int Deepest = 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text; null for a header without a value.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        byte[] bytes => OfBytes(bytes),
        BinaryTableValue binary => Convert.ToBase64String(binary.Bytes),
        AmqpTimestamp time => Milliseconds(time),
        bool flag => flag ? "true" : "false",
        IDictionary<string, object?> or System.Collections.IList => Json(value),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>A time of AMQP, which has seconds, as milliseconds since 1970.</summary>
    public static string Milliseconds(AmqpTimestamp time) =>
        (time.UnixTime is var seconds and > -62_135_596_800 and < 253_402_300_800 ? seconds * 1000 : 0).ToString(CultureInfo.InvariantCulture);

    private static string OfBytes(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Convert.ToBase64String(bytes);
        }
    }

    private static string Json(object value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            Write(writer, value, depth: 0);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case IDictionary<string, object?> table when depth < Deepest:
                WriteTable(writer, table, depth);
                break;
            case byte[] or string:
                writer.WriteStringValue(Of(value));
                break;
            case System.Collections.IList list when depth < Deepest:
                WriteList(writer, list, depth);
                break;
            case IDictionary<string, object?> or System.Collections.IList:
                writer.WriteStringValue("…");
                break;
            default:
                writer.WriteStringValue(Of(value));
                break;
        }
    }

    private static void WriteTable(Utf8JsonWriter writer, IDictionary<string, object?> table, int depth)
    {
        writer.WriteStartObject();
        foreach (var (name, inner) in table)
        {
            writer.WritePropertyName(name);
            Write(writer, inner, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, System.Collections.IList list, int depth)
    {
        writer.WriteStartArray();
        foreach (var inner in list)
        {
            Write(writer, inner, depth + 1);
        }

        writer.WriteEndArray();
    }
}

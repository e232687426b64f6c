using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.CsvToJson;

/// <summary>
/// Turns CSV into a JSON array of objects in UTF-8, row by row: memory is bounded by the longest row. Values are strings unless told otherwise. Thread-safe:
/// make one per set of options and keep it.
/// </summary>
public sealed class CsvToJsonConverter
{
    private const int FlushAt = 32 * 1024;

    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly CsvToJsonOptions _options;
    private readonly string[] _path;
    private readonly HashSet<string> _numbers;
    private readonly HashSet<string> _booleans;

    /// <summary>Checks the options and keeps them.</summary>
    /// <exception cref="ArgumentException">An option can't be used; the text is for the author of the flow.</exception>
    public CsvToJsonConverter(CsvToJsonOptions options)
    {
        options.Table.Check();
        _options = options;
        _path = options.Path is null ? [] : RecordPath.Split(options.Path);
        _numbers = options.Numbers.ToHashSet(StringComparer.Ordinal);
        _booleans = options.Booleans.ToHashSet(StringComparer.Ordinal);
        if (_numbers.FirstOrDefault(_booleans.Contains) is { } both)
        {
            throw RefusedOption.Because($"field '{both}' can't be a number and a boolean", nameof(options.Numbers));
        }
    }

    /// <summary>Converts while reading. The stream stays open.</summary>
    /// <param name="csv">The document; a byte order mark decides its encoding, else the dialect.</param>
    /// <param name="output">Gets the document, or a part of it when the conversion fails.</param>
    /// <param name="cancel">Asked for each row.</param>
    /// <exception cref="FaultException">IA3401 to IA3408; the message names row, line and field.</exception>
    public void Convert(Stream csv, IBufferWriter<byte> output, CancellationToken cancel)
    {
        using var table = new CsvTable(_options.Table, csv, cancel);
        using var json = new Utf8JsonWriter(output, Writer);
        var fields = table.Names.Select(name => new Field(JsonEncodedText.Encode(name, Writer.Encoder), KindOf(name))).ToArray();
        foreach (var name in _path)
        {
            json.WriteStartObject();
            json.WritePropertyName(name);
        }

        json.WriteStartArray();
        while (table.Read())
        {
            WriteRecord(table, fields, json);
            if (json.BytesPending >= FlushAt)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        foreach (var _ in _path)
        {
            json.WriteEndObject();
        }

        json.Flush();
    }

    private JsonTokenType KindOf(string name) => _numbers.Contains(name) ? JsonTokenType.Number
        : _booleans.Contains(name) ? JsonTokenType.True
        : JsonTokenType.String;

    private void WriteRecord(CsvTable table, Field[] fields, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var i = 0; i < fields.Length; i++)
        {
            var value = table.Value(i);
            if (!value.IsEmpty || !_options.DropEmpty)
            {
                json.WritePropertyName(fields[i].Name);
                WriteValue(table, i, fields[i].Kind, json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(CsvTable table, int field, JsonTokenType kind, Utf8JsonWriter json)
    {
        var value = table.Value(field);
        switch (kind)
        {
            case JsonTokenType.String when Utf8.IsValid(value):
                json.WriteStringValue(value);
                break;
            case JsonTokenType.String:
                throw CsvFaults.NotText(table.FieldPlace(field));
            case var _ when value.IsEmpty:
                json.WriteNullValue();
                break;
            case JsonTokenType.Number:
                json.WriteRawValue(IsNumber(value) ? value : throw CsvFaults.NotOfType(table.FieldPlace(field), "a number as JSON writes it", Encoding.UTF8.GetString(value)), skipInputValidation: true);
                break;
            default:
                json.WriteBooleanValue(value.SequenceEqual("true"u8) || (value.SequenceEqual("false"u8) ? false : throw CsvFaults.NotOfType(table.FieldPlace(field), "true or false", Encoding.UTF8.GetString(value))));
                break;
        }
    }

    // The whole value has to be one number: leading zeros, signs and group separators are no JSON.
    private static bool IsNumber(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length == value.Length && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private readonly record struct Field(JsonEncodedText Name, JsonTokenType Kind);
}

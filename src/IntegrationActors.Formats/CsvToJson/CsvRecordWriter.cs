using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Csv;

namespace IntegrationActors.Formats.CsvToJson;

/// <summary>Writes the rows of a table as JSON objects.</summary>
internal sealed class CsvRecordWriter
{
    /// <summary>How the JSON is written; what a table gives is checked here.</summary>
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly CsvTable _table;
    private readonly Field[] _fields;
    private readonly bool _dropEmpty;
    private readonly ReadOnlyMemory<byte>[] _names;
    private byte[] _row = [];

    public CsvRecordWriter(CsvTable table, CsvToJsonOptions options)
    {
        _table = table;
        _dropEmpty = options.DropEmpty;
        _fields = [.. table.Names.Select(name => new Field(JsonEncodedText.Encode(name, Json.Encoder), KindOf(name, options)))];
        _names = [.. table.Names.Select(name => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(name))];
    }

    /// <summary>The row on which the table stands as a record of texts, whatever the types of the fields are.</summary>
    /// <exception cref="FaultException">IA3402: a value is no text.</exception>
    public CsvRecord Take()
    {
        var (ends, length, isText) = (new int[_fields.Length], 0, true);
        for (var i = 0; i < ends.Length; i++)
        {
            var value = _table.Value(i);
            Reserve(length + value.Length);
            value.CopyTo(_row.AsSpan(length));
            isText &= value.IsEmpty || !IsWithinCharacter(value[0]);
            ends[i] = length += value.Length;
        }

        // What is text as a whole is text in each of its pieces, if none begins within a character.
        var values = _row.AsSpan(0, length);
        return isText && Utf8.IsValid(values) ? new CsvRecord(_names, values.ToArray(), ends) : throw CsvFaults.NotText(_table.FieldPlace(FirstThatIsNoText()));
    }

    /// <summary>Writes the row on which the table stands.</summary>
    /// <exception cref="FaultException">IA3402, IA3408: a value is no text, or not of the type that was asked for.</exception>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var i = 0; i < _fields.Length; i++)
        {
            var value = _table.Value(i);
            if (!value.IsEmpty || !_dropEmpty)
            {
                json.WritePropertyName(_fields[i].Name);
                WriteValue(_table, i, _fields[i].Kind, json);
            }
        }

        json.WriteEndObject();
    }

    private static bool IsWithinCharacter(byte utf8) => (utf8 & 0xC0) == 0x80;

    private void Reserve(int length)
    {
        if (_row.Length < length)
        {
            Array.Resize(ref _row, int.Max(length, 2 * _row.Length));
        }
    }

    private int FirstThatIsNoText()
    {
        var field = 0;
        while (Utf8.IsValid(_table.Value(field)))
        {
            field++;
        }

        return field;
    }

    private static JsonTokenType KindOf(string name, CsvToJsonOptions options) => options.Numbers.Contains(name, StringComparer.Ordinal) ? JsonTokenType.Number
        : options.Booleans.Contains(name, StringComparer.Ordinal) ? JsonTokenType.True
        : JsonTokenType.String;

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

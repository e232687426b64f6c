using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.XPath;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>Writes JSON: numbers stay exact, nodes of XML become texts.</summary>
internal sealed class JsonMapWriter : IMapWriter
{
    // More than this is handed on, so that a large target does not stay in memory.
    private const int LongestPending = 32 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonLimits.MaxDepth };

    // Nothing is written to it.
    private static readonly ArrayBufferWriter<byte> Nowhere = new(1);

    // The writer of the mapping before on this thread: most are small, and a split runs thousands of them.
    [ThreadStatic]
    private static Utf8JsonWriter? _spare;

    private readonly Utf8JsonWriter _json;
    private bool _isEmpty = true;

    public JsonMapWriter(PayloadWriter output)
    {
        _json = _spare ?? new Utf8JsonWriter(Nowhere, Options);
        _spare = null;
        _json.Reset((IBufferWriter<byte>)output);
    }

    public void BeginObject(MapName? name)
    {
        Name(name);
        _json.WriteStartObject();
    }

    public void EndObject()
    {
        _json.WriteEndObject();
        Flush();
    }

    public void BeginList(MapName? name)
    {
        Name(name);
        _json.WriteStartArray();
    }

    public void EndList() => _json.WriteEndArray();

    public void Value(MapName? name, object value)
    {
        Name(name);
        Write(value);
        Flush();
    }

    public void Number(MapName? name, decimal number)
    {
        Name(name);
        Write(number);
        Flush();
    }

    public void Text(MapName? name, ReadOnlySpan<char> text)
    {
        Name(name);
        _json.WriteStringValue(text);
        Flush();
    }

    public void Text(MapName? name, ReadOnlySpan<byte> utf8)
    {
        Name(name);
        _json.WriteStringValue(utf8);
        Flush();
    }

    public void Complete()
    {
        if (_isEmpty)
        {
            _json.WriteNullValue();
        }

        _json.Flush();
    }

    // Whatever was written and not flushed is dropped.
    public void Dispose()
    {
        _json.Reset(Nowhere);
        _spare = _json;
    }

    private void Name(MapName? name)
    {
        _isEmpty = false;
        if (name is not null)
        {
            _json.WritePropertyName(name.Json);
        }
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case bool truth:
                _json.WriteBooleanValue(truth);
                break;
            case decimal number:
                Write(number);
                break;
            case double number when double.IsFinite(number):
                _json.WriteNumberValue(number);
                break;
            case JsonElement json:
                json.WriteTo(_json);
                break;
            case string text:
                _json.WriteStringValue(text);
                break;
            case XPathNavigator node:
                _json.WriteStringValue(node.Value);
                break;
            case IReadOnlyCollection<object?> list:
                WriteList(list);
                break;
            case null:
            case var nothing when ReferenceEquals(nothing, MappingValue.Null):
                _json.WriteNullValue();
                break;
            default:
                _json.WriteStringValue(ExpressionValue.ToText(value));
                break;
        }
    }

    private void Write(decimal number)
    {
        Span<byte> utf8 = stackalloc byte[JsonNumber.MaxLength];
        if (JsonNumber.TryFormat(number, utf8, out var length))
        {
            _json.WriteRawValue(utf8[..length], skipInputValidation: true);
        }
        else
        {
            _json.WriteNumberValue(number);
        }
    }

    private void WriteList(IReadOnlyCollection<object?> list)
    {
        _json.WriteStartArray();
        foreach (var item in list)
        {
            Write(item);
        }

        _json.WriteEndArray();
    }

    private void Flush()
    {
        if (_json.BytesPending > LongestPending)
        {
            _json.Flush();
        }
    }
}

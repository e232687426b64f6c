using System.Buffers;
using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Xml.XPath;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Formats.Splitting;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Hands out what an expression selected in a tree: nodes as documents of their own, anything else as text.</summary>
internal sealed class NodePartReader : PartReader
{
    private readonly IEnumerator _values;
    private readonly bool _isJson;

    public NodePartReader(object? value, bool isJson)
    {
        IEnumerable values = value switch
        {
            null => Array.Empty<object>(),
            string => new[] { value },
            IEnumerable many and not XPathNavigator => many,
            _ => new[] { value },
        };
        _values = values.GetEnumerator();
        _isJson = isJson;
    }

    protected override ReadOnlyMemory<byte> Opening(bool isGroup) => !isGroup ? default : _isJson ? "["u8.ToArray() : "<group>"u8.ToArray();

    protected override ReadOnlyMemory<byte> Separator => _isJson ? ","u8.ToArray() : default;

    protected override ReadOnlySpan<byte> Closing(bool isGroup) => !isGroup ? default : _isJson ? "]"u8 : "</group>"u8;

    protected override ValueTask<bool> ReadPartAsync(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!_values.MoveNext())
        {
            return new(false);
        }

        target.Write(lead.Span);
        switch (_values.Current)
        {
            case JsonElement json:
                target.Write(JsonMarshal.GetRawUtf8Value(json));
                break;
            case XPathNavigator node:
                XmlFragment.Write(node, target);
                break;
            case var value when _isJson:
                target.Write(JsonSerializer.SerializeToUtf8Bytes(value));
                break;
            case var value:
                Encoding.UTF8.GetBytes(ExpressionValue.ToText(value), target);
                break;
        }

        return new(true);
    }
}

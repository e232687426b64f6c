using System.Text;
using System.Text.Json;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.Mapping;

/// <summary>Writes XML: an element for each item of a list, an empty element for JSON's null, nothing for what is not there.</summary>
internal sealed class XmlMapWriter(PayloadWriter output) : IMapWriter
{
    private const string NoXml = "IA3484";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private readonly XmlWriter _xml = XmlWriter.Create(output, Settings);
    private readonly Stack<MapName> _lists = new();
    private bool _hasRoot;

    public void BeginObject(MapName? name) => Start(name);

    public void EndObject() => _xml.WriteEndElement();

    public void BeginList(MapName? name) => _lists.Push(name ?? _lists.Peek());

    public void EndList() => _lists.Pop();

    public void Value(MapName? name, object value)
    {
        if (name is { IsAttribute: true })
        {
            _xml.WriteStartAttribute(name.Prefix, name.Local, name.Namespace);
            Write(Text(value));
            _xml.WriteEndAttribute();
        }
        else if (name is { IsContent: true })
        {
            Write(Text(value));
        }
        else if (value is not string && value is IReadOnlyCollection<object?> or JsonElement { ValueKind: JsonValueKind.Array })
        {
            WriteEach(name, value);
        }
        else
        {
            Start(name);
            Write(Text(value));
            _xml.WriteEndElement();
        }
    }

    public void Number(MapName? name, decimal number) => Value(name, number);

    public void Text(MapName? name, ReadOnlySpan<char> text) => Value(name, text.ToString());

    public void Text(MapName? name, ReadOnlySpan<byte> utf8) => Value(name, Encoding.UTF8.GetString(utf8));

    public void Complete()
    {
        if (!_hasRoot)
        {
            throw new FaultException(NoXml, "The mapping made no root element: its value is not in the message, or its condition does not hold.", "ia trace shows the body before this step.");
        }

        _xml.Flush();
    }

    // What is not whole is given up, not closed.
    public void Dispose()
    {
        if (_xml.WriteState is WriteState.Start or WriteState.Closed)
        {
            return;
        }

        _xml.Dispose();
    }

    private void WriteEach(MapName? name, object list)
    {
        foreach (var item in MappingValue.Items(list))
        {
            if (item is not null)
            {
                Value(name, item);
            }
        }
    }

    private void Start(MapName? name)
    {
        _hasRoot = true;
        var element = name ?? _lists.Peek();
        _xml.WriteStartElement(element.Prefix, element.Local, element.Namespace);
    }

    private void Write(string text)
    {
        // Without a text the element is written as an empty one.
        if (text.Length == 0)
        {
            return;
        }

        try
        {
            _xml.WriteString(text);
        }
        catch (ArgumentException e)
        {
            throw new FaultException(NoXml, $"A value can't stand in XML: {e.Message}", "Take the character out, with replace(…).", e);
        }
    }

    private static string Text(object value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json =>
            throw new FaultException(NoXml, $"A JSON {json.ValueKind.ToString().ToLowerInvariant()} can't be the text of an element or attribute.", "Name its fields in the mapping."),
        decimal number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when ReferenceEquals(value, MappingValue.Null) => "",
        _ => ExpressionValue.ToText(value),
    };
}

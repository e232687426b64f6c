using System.Text.Json;
using System.Xml;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>One conversion: hands the nodes of a reader to the sink.</summary>
internal sealed class XmlWalk(XmlToJsonPlan plan, Utf8JsonWriter json)
{
    private const string DeclarationNamespace = "http://www.w3.org/2000/xmlns/";

    private readonly IXmlSink _sink = plan.CreateSink(json);
    private readonly JsonNames _names = new(plan.Namespaces, plan.Options.DropUnmappedNamespaces);

    public static bool IsText(XmlNodeType type) =>
        type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;

    /// <summary>Hands one node on.</summary>
    /// <param name="reader">Stands on a node.</param>
    /// <param name="text">Text of the node, which may have to be awaited.</param>
    public void Take(XmlReader reader, string text)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                TakeElement(reader);
                break;
            case XmlNodeType.EndElement:
                _sink.End();
                break;
            case var type when IsText(type):
                _sink.Text(text);
                break;
        }
    }

    private void TakeElement(XmlReader reader)
    {
        var isEmpty = reader.IsEmptyElement;
        _sink.Start(_names.Of(reader), reader);
        while (reader.MoveToNextAttribute())
        {
            if (!string.Equals(reader.NamespaceURI, DeclarationNamespace, StringComparison.Ordinal))
            {
                _sink.Attribute(_names.Of(reader), reader.Value);
            }
        }

        reader.MoveToElement();
        if (isEmpty)
        {
            _sink.End();
        }
    }
}

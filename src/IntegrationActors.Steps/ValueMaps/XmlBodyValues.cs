using System.Collections;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions.XPath;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>Texts, attributes and elements without child elements of an XML body.</summary>
internal sealed class XmlBodyValues(OptionText path, PayloadSpool spool) : IBodyValues
{
    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private readonly XPathQuery _query = XPathQuery.Parse(path);

    public async ValueTask<Payload> ReplaceAsync(Exchange exchange, Func<string, string> map, CancellationToken cancel)
    {
        var document = Read(await exchange.Body.ReadBytesAsync(cancel), exchange.Body);
        var found = Nodes(_query.Evaluate(document.CreateNavigator(), exchange.Time)).ToArray();
        if (found.Length == 0)
        {
            return exchange.Body;
        }

        foreach (var node in found)
        {
            cancel.ThrowIfCancellationRequested();
            Set(node, map);
        }

        using var xml = new PayloadWriter(spool);
        using (var writer = XmlWriter.Create(xml, Writing))
        {
            document.Save(writer);
        }

        return xml.ToPayload();
    }

    private void Set(object? node, Func<string, string> map)
    {
        switch (node)
        {
            case XAttribute attribute:
                attribute.Value = map(attribute.Value);
                break;
            case XText text:
                text.Value = map(text.Value);
                break;
            case XElement { HasElements: false } element:
                element.Value = map(element.Value);
                break;
            default:
                throw new FaultException(IBodyValues.NotReplaceable, $"XPath '{path.Text}' selects what is no single value.", "Select attributes, texts, or elements that hold text only.");
        }
    }

    private static XDocument Read(ReadOnlyMemory<byte> bytes, Payload body)
    {
        try
        {
            using var stream = Payload.FromBytes(bytes).OpenRead();
            using var reader = SafeXml.CreateReader(bytes, stream);
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // Fails with what is wrong, as every reader of XML does.
            body.AsXml();
            throw;
        }
    }

    private static IEnumerable<object?> Nodes(object? found) => found switch
    {
        null => [],
        XPathNavigator node => [node.UnderlyingObject],
        string or bool or double => [null],
        IEnumerable many => many.Cast<object>().Select(item => (item as XPathNavigator)?.UnderlyingObject),
        _ => [null],
    };
}

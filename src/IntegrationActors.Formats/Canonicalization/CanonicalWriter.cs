using System.Xml.XPath;

namespace IntegrationActors.Formats.Canonicalization;

/// <summary>One canonical form that is being written. Depth is bounded by the reader of the document.</summary>
internal sealed class CanonicalWriter(CanonicalForm form, TextWriter output)
{
    private readonly bool _withComments = form is CanonicalForm.C14nWithComments or CanonicalForm.C14n11WithComments or CanonicalForm.ExclusiveWithComments;
    private readonly bool _isExclusive = form is CanonicalForm.Exclusive or CanonicalForm.ExclusiveWithComments;
    private readonly bool _isOnePointOne = form is CanonicalForm.C14n11 or CanonicalForm.C14n11WithComments;

    public void Write(XPathNavigator node)
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node.NodeType == XPathNodeType.Root)
        {
            WriteDocument(node, none);
        }
        else
        {
            WriteElement(node, none, isApex: true);
        }
    }

    // Outside of the document element each node has a line of its own.
    private void WriteDocument(XPathNavigator root, Dictionary<string, string> none)
    {
        var isBefore = true;
        foreach (XPathNavigator child in root.SelectChildren(XPathNodeType.All))
        {
            if (child.NodeType == XPathNodeType.Element)
            {
                WriteElement(child, none, isApex: false);
                isBefore = false;
            }
            else if (child.NodeType == XPathNodeType.ProcessingInstruction || (child.NodeType == XPathNodeType.Comment && _withComments))
            {
                output.Write(isBefore ? "" : "\n");
                WriteNode(child, none);
                output.Write(isBefore ? "\n" : "");
            }
        }
    }

    private void WriteNode(XPathNavigator node, Dictionary<string, string> rendered)
    {
        switch (node.NodeType)
        {
            case XPathNodeType.Element:
                WriteElement(node, rendered, isApex: false);
                break;
            case XPathNodeType.Text or XPathNodeType.Whitespace or XPathNodeType.SignificantWhitespace:
                WriteText(node.Value);
                break;
            case XPathNodeType.Comment when _withComments:
                output.Write($"<!--{node.Value}-->");
                break;
            case XPathNodeType.ProcessingInstruction:
                output.Write(node.Value.Length == 0 ? $"<?{node.Name}?>" : $"<?{node.Name} {node.Value}?>");
                break;
        }
    }

    private void WriteElement(XPathNavigator element, Dictionary<string, string> rendered, bool isApex)
    {
        var attributes = CanonicalAttributes.Of(element, isApex && !_isExclusive, _isOnePointOne);
        var declarations = CanonicalNamespaces.Of(element, _isExclusive ? attributes : null, rendered);
        output.Write('<');
        output.Write(element.Name);
        foreach (var (prefix, uri) in declarations)
        {
            output.Write(prefix.Length == 0 ? " xmlns=\"" : $" xmlns:{prefix}=\"");
            WriteAttributeValue(uri);
            output.Write('"');
        }

        foreach (var attribute in attributes)
        {
            output.Write($" {attribute.Name}=\"");
            WriteAttributeValue(attribute.Value);
            output.Write('"');
        }

        output.Write('>');
        var inside = declarations.Count == 0 ? rendered : CanonicalNamespaces.With(rendered, declarations);
        var child = element.Clone();
        for (var any = child.MoveToFirstChild(); any; any = child.MoveToNext())
        {
            WriteNode(child, inside);
        }

        output.Write($"</{element.Name}>");
    }

    private void WriteText(string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&':
                    output.Write("&amp;");
                    break;
                case '<':
                    output.Write("&lt;");
                    break;
                case '>':
                    output.Write("&gt;");
                    break;
                case '\r':
                    output.Write("&#xD;");
                    break;
                default:
                    output.Write(c);
                    break;
            }
        }
    }

    private void WriteAttributeValue(string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&':
                    output.Write("&amp;");
                    break;
                case '<':
                    output.Write("&lt;");
                    break;
                case '"':
                    output.Write("&quot;");
                    break;
                case '\t':
                    output.Write("&#x9;");
                    break;
                case '\n':
                    output.Write("&#xA;");
                    break;
                case '\r':
                    output.Write("&#xD;");
                    break;
                default:
                    output.Write(c);
                    break;
            }
        }
    }
}

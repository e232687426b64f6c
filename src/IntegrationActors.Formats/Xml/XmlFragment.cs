using System.Buffers;
using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Formats.Xml;

/// <summary>Writes a node of a tree as XML that stands alone.</summary>
public static class XmlFragment
{
    /// <summary>Writes an element with the namespace declarations that it needs; of a document its nodes, of any other node its text.</summary>
    public static void Write(XPathNavigator node, IBufferWriter<byte> target)
    {
        using var copier = new XmlCopier();
        if (node.NodeType is XPathNodeType.Element or XPathNodeType.Root)
        {
            Copy(node, copier);
        }
        else
        {
            copier.Text(node.Value);
        }

        copier.Release(target);
    }

    private static void Copy(XPathNavigator node, XmlCopier copier)
    {
        var scope = new NamespaceScope();
        if (node.NodeType == XPathNodeType.Element)
        {
            foreach (var (prefix, uri) in node.GetNamespacesInScope(XmlNamespaceScope.ExcludeXml))
            {
                scope.Add(0, prefix.Length == 0 ? "xmlns" : $"xmlns:{prefix}", uri);
            }
        }

        using var reader = node.ReadSubtree();
        for (var isRoot = true; reader.Read();)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                copier.Start(reader, isRoot ? scope : null);
                isRoot = false;
            }
            else
            {
                copier.Node(reader);
            }
        }
    }
}

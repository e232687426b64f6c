using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using System.Xml.XPath;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Formats.Xml;

/// <summary>
/// A small XML document as nodes in the order of the document: an element, its namespace declarations, its attributes, its children. Made by <see cref="XmlTreeBuilder"/>, never changed afterwards; thread-safe.
/// </summary>
internal sealed class XmlTree(XmlTree.Node[] nodes, int count, XmlNameTable names) : PayloadTree
{
    public const int None = -1;

    public const int Root = 0;

    /// <summary>The declaration of the prefix <c>xml</c>, which is in scope everywhere and stands nowhere.</summary>
    public const int XmlPrefix = 1;

    public XmlNameTable Names { get; } = names;

    public ref readonly Node this[int index] => ref nodes[index];

    /// <summary>The text of a node: what XPath calls its string-value.</summary>
    public string TextOf(int index)
    {
        ref readonly var node = ref nodes[index];
        if (node.Kind is not (XPathNodeType.Element or XPathNodeType.Root))
        {
            return node.Value;
        }

        var child = node.Child;
        if (child == None)
        {
            return "";
        }

        return nodes[child].Next == None && nodes[child].IsText ? nodes[child].Value : Concatenate(index, child);
    }

    public override XPathNavigator Navigate() => new XmlTreeNavigator(this);

    public override void WriteTo(IBufferWriter<byte> target)
    {
        using var copier = new XmlCopier();
        Write(copier, Root);
        copier.Release(target);
    }

    /// <summary>Writes all nodes, and the ends of the elements that are inside of <paramref name="open"/>.</summary>
    public void Write(XmlCopier copier, int open)
    {
        var element = Root;
        for (var i = XmlPrefix + 1; i < count; i++)
        {
            ref readonly var node = ref nodes[i];
            if (node.Kind is XPathNodeType.Attribute or XPathNodeType.Namespace)
            {
                continue;
            }

            element = Close(copier, element, node.Parent);
            if (node.Kind == XPathNodeType.Element)
            {
                Start(copier, i);
                element = node.IsEmptyElement ? element : i;
            }
            else
            {
                Leaf(copier, i);
            }
        }

        Close(copier, element, open);
    }

    private void Leaf(XmlCopier copier, int index)
    {
        ref readonly var node = ref nodes[index];
        if (node.IsText)
        {
            copier.Text(node.Value);
        }
        else if (node.Kind == XPathNodeType.Comment)
        {
            copier.Comment(node.Value);
        }
        else
        {
            copier.Instruction(node.Name, node.Value);
        }
    }

    private int Close(XmlCopier copier, int element, int parent)
    {
        for (; element != parent; element = nodes[element].Parent)
        {
            copier.End(nodes[element].FullName);
        }

        return element;
    }

    // Attributes and declarations stand behind their element.
    private void Start(XmlCopier copier, int element)
    {
        copier.Output.Write((byte)'<');
        copier.Name(nodes[element].FullName);
        for (var i = element + 1; i < count && nodes[i].Kind is XPathNodeType.Attribute or XPathNodeType.Namespace; i++)
        {
            copier.Attribute(nodes[i].FullName, nodes[i].Value);
        }

        copier.Output.Write(nodes[element].IsEmptyElement ? "/>"u8 : ">"u8);
    }

    // What is inside of a node stands behind it, and its parent is not before that node.
    private string Concatenate(int index, int from)
    {
        var text = new StringBuilder();
        for (var i = from; i < count && nodes[i].Parent >= index; i++)
        {
            if (nodes[i].IsText)
            {
                text.Append(nodes[i].Value);
            }
        }

        return text.ToString();
    }

    /// <summary>One node; links are indexes, or <see cref="None"/>.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Node
    {
        public XPathNodeType Kind;

        /// <summary>Local name of an element or attribute, prefix of a declaration, target of an instruction.</summary>
        public string Name;

        public string Prefix;

        public string Uri;

        /// <summary>Text, or namespace of a declaration.</summary>
        public string Value;

        public int Parent;

        public int Previous;

        public int Next;

        public int Child;

        public int Attribute;

        public int Declaration;

        public bool IsEmptyElement;

        /// <summary>The name as it stands in the document.</summary>
        public readonly string FullName => Kind == XPathNodeType.Namespace
            ? Name.Length == 0 ? "xmlns" : $"xmlns:{Name}"
            : Prefix.Length == 0 ? Name : $"{Prefix}:{Name}";

        public readonly bool IsText => Kind is XPathNodeType.Text or XPathNodeType.Whitespace or XPathNodeType.SignificantWhitespace;
    }
}

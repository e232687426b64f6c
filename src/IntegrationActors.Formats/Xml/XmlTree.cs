using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Formats.Xml;

/// <summary>
/// A small XML document as nodes in the order of the document: an element, its namespace declarations, its attributes, its children. Made by <see cref="XmlTreeBuilder"/>, never changed afterwards; thread-safe.
/// </summary>
internal sealed class XmlTree(XmlTree.Node[] nodes, int count, XmlNameTable names)
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

        public readonly bool IsText => Kind is XPathNodeType.Text or XPathNodeType.Whitespace or XPathNodeType.SignificantWhitespace;
    }
}

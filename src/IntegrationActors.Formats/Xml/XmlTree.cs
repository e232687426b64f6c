using System.Buffers;
using System.Text;
using System.Xml;
using System.Xml.XPath;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Formats.Xml;

/// <summary>
/// A small XML document as nodes in the order of the document: an element, its namespace declarations and attributes, its children; and the texts of all one behind the other. The text with which an element begins
/// that has neither is no node of its own: most elements have nothing else. Made by <see cref="XmlTreeBuilder"/>, never changed afterwards; thread-safe.
/// </summary>
internal sealed class XmlTree : PayloadTree
{
    public const int None = -1;

    public const int Root = 0;

    /// <summary>The declaration of the prefix <c>xml</c>, which is in scope everywhere and stands nowhere.</summary>
    public const int XmlPrefix = 1;

    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";

    private readonly Node[] _nodes;
    private readonly char[] _text;
    private readonly XmlTreeName[] _names;

    /// <summary>Takes what the builder has made.</summary>
    /// <param name="nodes">The nodes, and one more that says where the texts end.</param>
    /// <param name="text">The texts.</param>
    /// <param name="names">Names by number.</param>
    /// <param name="table">The table of these names.</param>
    public XmlTree(Node[] nodes, char[] text, XmlTreeName[] names, XmlNameTable table) => (_nodes, _text, _names, Table) = (nodes, text, names, table);

    public XmlNameTable Table { get; }

    private int Count => _nodes.Length - 1;

    public ref readonly Node this[int index] => ref _nodes[index];

    public XmlTreeName NameOf(int index) => _names[_nodes[index].Name];

    /// <summary>The first child of a node that is a node of its own, or <see cref="None"/>.</summary>
    public int ChildOf(int index)
    {
        var child = index + 1;
        while (_nodes[child].IsBranch)
        {
            child++;
        }

        return child < Count && _nodes[child].Parent == index ? child : None;
    }

    /// <summary>The child before a child, or <see cref="None"/>.</summary>
    public int Previous(int index)
    {
        var previous = None;
        for (var child = ChildOf(_nodes[index].Parent); child != index; child = _nodes[child].Next)
        {
            previous = child;
        }

        return previous;
    }

    /// <summary>The first attribute or declaration of an element, or the next one of its kind behind another one; <see cref="None"/> when there is none.</summary>
    public int Branch(int behind, XPathNodeType kind)
    {
        for (var i = behind + 1; _nodes[i].IsBranch; i++)
        {
            if (_nodes[i].Kind == kind)
            {
                return i;
            }
        }

        return None;
    }

    /// <summary>The text of a node: what XPath calls its string-value.</summary>
    public ReadOnlySpan<char> TextOf(int index)
    {
        if (_nodes[index].Kind is not (XPathNodeType.Element or XPathNodeType.Root))
        {
            return index == XmlPrefix ? XmlNamespace : Own(index);
        }

        var child = ChildOf(index);
        return child == None ? Own(index) : _nodes[child].Next == None && _nodes[child].IsText && !_nodes[index].HasText ? Own(child) : Concatenate(index, child);
    }

    /// <summary>The text with which an element begins that <see cref="Node.HasText"/>.</summary>
    public ReadOnlySpan<char> FirstTextOf(int element) => Own(element);

    /// <summary>Whether a declaration names a namespace, and does not undo another one.</summary>
    public bool IsNamespace(int declaration) => declaration == XmlPrefix || Own(declaration).Length > 0;

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
        for (var i = XmlPrefix + 1; i < Count; i++)
        {
            ref readonly var node = ref _nodes[i];
            if (node.IsBranch)
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

    // The text of the node itself ends where that of the next one begins.
    private ReadOnlySpan<char> Own(int index) => _text.AsSpan(_nodes[index].Text, _nodes[index + 1].Text - _nodes[index].Text);

    private void Leaf(XmlCopier copier, int index)
    {
        if (_nodes[index].IsText)
        {
            copier.Text(Own(index));
        }
        else if (_nodes[index].Kind == XPathNodeType.Comment)
        {
            copier.Comment(Own(index));
        }
        else
        {
            copier.Instruction(NameOf(index).Local, Own(index));
        }
    }

    private int Close(XmlCopier copier, int element, int parent)
    {
        for (; element != parent; element = _nodes[element].Parent)
        {
            copier.End(NameOf(element).Full);
        }

        return element;
    }

    private void Start(XmlCopier copier, int element)
    {
        copier.Output.Write((byte)'<');
        copier.Name(NameOf(element).Full);
        for (var i = element + 1; _nodes[i].IsBranch; i++)
        {
            var name = NameOf(i);
            copier.Attribute(_nodes[i].Kind == XPathNodeType.Attribute ? name.Full : name.Local.Length == 0 ? "xmlns" : $"xmlns:{name.Local}", Own(i));
        }

        copier.Output.Write(_nodes[element].IsEmptyElement ? "/>"u8 : ">"u8);
        if (_nodes[element].HasText)
        {
            copier.Text(Own(element));
        }
    }

    // What is inside of a node stands behind it, and its parent is not before that node.
    private string Concatenate(int index, int from)
    {
        var text = new StringBuilder().Append(Own(index));
        for (var i = from; i < Count && _nodes[i].Parent >= index; i++)
        {
            if (_nodes[i].IsText || _nodes[i].HasText)
            {
                text.Append(Own(i));
            }
        }

        return text.ToString();
    }

    /// <summary>One node, small because there are many; its first child, its attributes and its declarations stand right behind it.</summary>
    internal struct Node
    {
        private const int EmptyElement = 1;
        private const int WithText = 2;

        /// <summary>Where its text begins: text, or namespace of a declaration.</summary>
        public int Text;

        /// <summary>Number of its name.</summary>
        public ushort Name;

        private readonly short _parent;
        private short _next;
        private byte _kind;
        private byte _flags;

        public Node(XPathNodeType kind, ushort name, int text, int parent) =>
            (_kind, Name, Text, _parent, _next) = ((byte)kind, name, text, checked((short)parent), None);

        /// <summary>The node around it, or <see cref="None"/>.</summary>
        public readonly int Parent => _parent;

        /// <summary>The next child of its parent, or <see cref="None"/>.</summary>
        public int Next
        {
            readonly get => _next;
            set => _next = checked((short)value);
        }

        public XPathNodeType Kind
        {
            readonly get => (XPathNodeType)_kind;
            set => _kind = (byte)value;
        }

        public bool IsEmptyElement
        {
            readonly get => (_flags & EmptyElement) != 0;
            set => _flags = (byte)(value ? _flags | EmptyElement : _flags & ~EmptyElement);
        }

        /// <summary>The text of the node is its first child: it is an element that begins with it.</summary>
        public bool HasText
        {
            readonly get => (_flags & WithText) != 0;
            set => _flags = (byte)(value ? _flags | WithText : _flags & ~WithText);
        }

        public readonly bool IsText => Kind is XPathNodeType.Text or XPathNodeType.Whitespace or XPathNodeType.SignificantWhitespace;

        /// <summary>An attribute or a declaration.</summary>
        public readonly bool IsBranch => Kind is XPathNodeType.Attribute or XPathNodeType.Namespace;
    }
}

using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Formats.Xml;

/// <summary>
/// Makes a tree of what an <see cref="XmlReader"/> goes through anyway, so that it has not to be parsed again. Used for one document after the other; says when one gets too large to be held.
/// </summary>
internal sealed class XmlTreeBuilder
{
    private const string DeclarationNamespace = "http://www.w3.org/2000/xmlns/";
    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";
    private const int MaxNodes = 2_000;
    private const int MaxText = 32 * 1024;

    private XmlTree.Node[] _nodes = [];
    private XmlNameTable? _names;
    private int _count;
    private int _expected = 16;
    private int _text;

    // The open element, and its last child so far.
    private int _parent;
    private int _last;

    /// <summary>The tree that is complete; null when there is none.</summary>
    public XmlTree? Built { get; private set; }

    /// <summary>The element with which the tree began has not ended.</summary>
    public bool IsOpen => _parent != XmlTree.Root;

    /// <summary>The document is too large for a tree: it is to be written, and the builder to be reset.</summary>
    public bool IsFull => _count > MaxNodes || _text > MaxText;

    /// <summary>Drops what there is.</summary>
    public void Reset() => (Built, _nodes) = (null, []);

    /// <summary>Begins a tree with the element on which the reader stands.</summary>
    public void Begin(XmlReader reader, NamespaceScope scope)
    {
        _names = reader.NameTable;
        _nodes = new XmlTree.Node[_expected];
        _count = _text = 0;
        Add(XPathNodeType.Root, "");
        Add(XPathNodeType.Namespace, "xml").Value = XmlNamespace;
        (_parent, _last) = (XmlTree.Root, XmlTree.None);
        Start(reader, scope);
    }

    /// <summary>Adds the node on which the reader stands.</summary>
    public void Add(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Start(reader, null);
                break;
            case XmlNodeType.EndElement:
                (_parent, _last) = (_nodes[_parent].Parent, _parent);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                Text(XPathNodeType.Text, reader.Value);
                break;
            case XmlNodeType.Whitespace:
                Text(XPathNodeType.Whitespace, reader.Value);
                break;
            case XmlNodeType.SignificantWhitespace:
                Text(XPathNodeType.SignificantWhitespace, reader.Value);
                break;
            case XmlNodeType.Comment:
                Leaf(XPathNodeType.Comment, "", reader.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                Leaf(XPathNodeType.ProcessingInstruction, reader.Name, reader.Value);
                break;
        }
    }

    /// <summary>The document is complete.</summary>
    public void Complete()
    {
        _expected = _count;
        Built = new XmlTree(_nodes, _count, _names!);
    }

    /// <summary>Writes the document as far as it goes, without the ends of the elements that are open.</summary>
    public void WriteTo(XmlCopier copier)
    {
        new XmlTree(_nodes, _count, _names!).Write(copier, _parent);
        Reset();
    }

    private void Start(XmlReader reader, NamespaceScope? scope)
    {
        var element = _count;
        var isEmpty = reader.IsEmptyElement;
        ref var node = ref AddChild(XPathNodeType.Element, reader.LocalName);
        (node.Prefix, node.Uri, node.IsEmptyElement) = (reader.Prefix, reader.NamespaceURI, isEmpty);
        if (reader.AttributeCount > 0)
        {
            Attributes(element, reader);
        }

        if (scope is { IsEmpty: false })
        {
            Inherit(element, scope);
        }

        (_parent, _last) = isEmpty ? (_parent, element) : (element, XmlTree.None);
    }

    // Texts that meet are one text to XPath.
    private void Text(XPathNodeType kind, string value)
    {
        if (_last == XmlTree.None || !_nodes[_last].IsText)
        {
            Leaf(kind, "", value);
            return;
        }

        ref var before = ref _nodes[_last];
        before.Value += value;
        before.Kind = kind == XPathNodeType.Text ? kind : before.Kind;
        _text += value.Length;
    }

    private void Leaf(XPathNodeType kind, string name, string value)
    {
        AddChild(kind, name).Value = value;
        _last = _count - 1;
        _text += value.Length;
    }

    private void Attributes(int element, XmlReader reader)
    {
        var (attribute, declaration) = (XmlTree.None, XmlTree.None);
        while (reader.MoveToNextAttribute())
        {
            if (string.Equals(reader.NamespaceURI, DeclarationNamespace, StringComparison.Ordinal))
            {
                declaration = Declare(element, declaration, reader.Prefix.Length == 0 ? "" : reader.LocalName, reader.Value);
                continue;
            }

            ref var node = ref Add(XPathNodeType.Attribute, reader.LocalName);
            (node.Prefix, node.Uri, node.Value, node.Parent) = (reader.Prefix, reader.NamespaceURI, reader.Value, element);
            (attribute == XmlTree.None ? ref _nodes[element].Attribute : ref _nodes[attribute].Next) = _count - 1;
            attribute = _count - 1;
            _text += reader.Value.Length;
        }

        reader.MoveToElement();
    }

    // What is declared around the element, and not by itself.
    private void Inherit(int element, NamespaceScope scope)
    {
        var last = _nodes[element].Declaration;
        while (last != XmlTree.None && _nodes[last].Next != XmlTree.None)
        {
            last = _nodes[last].Next;
        }

        foreach (var (name, uri) in scope.Innermost)
        {
            var prefix = name.Length > "xmlns:".Length ? name["xmlns:".Length..] : "";
            if (uri.Length > 0 && !IsDeclared(element, prefix))
            {
                last = Declare(element, last, prefix, uri);
            }
        }
    }

    private bool IsDeclared(int element, string prefix)
    {
        for (var i = _nodes[element].Declaration; i != XmlTree.None; i = _nodes[i].Next)
        {
            if (string.Equals(_nodes[i].Name, prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private int Declare(int element, int last, string prefix, string uri)
    {
        ref var node = ref Add(XPathNodeType.Namespace, prefix);
        (node.Value, node.Parent) = (uri, element);
        (last == XmlTree.None ? ref _nodes[element].Declaration : ref _nodes[last].Next) = _count - 1;
        _text += uri.Length;
        return _count - 1;
    }

    private ref XmlTree.Node AddChild(XPathNodeType kind, string name)
    {
        ref var child = ref Add(kind, name);
        (child.Parent, child.Previous) = (_parent, _last);
        (_last == XmlTree.None ? ref _nodes[_parent].Child : ref _nodes[_last].Next) = _count - 1;
        return ref child;
    }

    private ref XmlTree.Node Add(XPathNodeType kind, string name)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, int.Max(16, _count * 2));
        }

        ref var node = ref _nodes[_count++];
        node.Kind = kind;
        node.Name = name;
        node.Prefix = node.Uri = node.Value = "";
        node.Parent = node.Previous = node.Next = node.Child = node.Attribute = node.Declaration = XmlTree.None;
        return ref node;
    }
}

using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Formats.Xml;

/// <summary>
/// Makes a tree of what an <see cref="XmlReader"/> goes through anyway, so that it has not to be parsed again. Used for one document after the other; says when one gets too large to be held.
/// </summary>
internal sealed class XmlTreeBuilder
{
    private const string DeclarationNamespace = "http://www.w3.org/2000/xmlns/";
    private const int MaxNodes = 2_000;
    private const int MaxText = 32 * 1024;

    // Room for a text that is read in pieces.
    private const int LeastRoom = 256;

    private XmlTree.Node[] _nodes = new XmlTree.Node[64];
    private char[] _text = new char[1024];
    private XmlTreeNames _names = new();
    private XmlNameTable? _table;
    private int _count;
    private int _length;

    // The open element, and its last child so far.
    private int _parent;
    private int _last;

    /// <summary>The tree that is complete; null when there is none.</summary>
    public XmlTree? Built { get; private set; }

    /// <summary>The element with which the tree began has not ended.</summary>
    public bool IsOpen => _parent != XmlTree.Root;

    /// <summary>The document is too large for a tree: it is to be written, and the builder to be reset.</summary>
    public bool IsFull => _count > MaxNodes || _length > MaxText;

    /// <summary>Drops what there is.</summary>
    public void Reset() => Built = null;

    /// <summary>Begins a tree with the element on which the reader stands.</summary>
    public void Begin(XmlReader reader, NamespaceScope scope)
    {
        _table = reader.NameTable;
        _names = _names.AreMany ? new XmlTreeNames() : _names;
        _count = _length = 0;
        _parent = XmlTree.None;
        Add(XPathNodeType.Root, XmlTreeNames.None);
        Add(XPathNodeType.Namespace, _names.NumberOf("", "xml", ""));
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
                Text(reader, XPathNodeType.Text);
                break;
            case XmlNodeType.Whitespace:
                Text(reader, XPathNodeType.Whitespace);
                break;
            case XmlNodeType.SignificantWhitespace:
                Text(reader, XPathNodeType.SignificantWhitespace);
                break;
            case XmlNodeType.Comment:
                AddChild(XPathNodeType.Comment, XmlTreeNames.None);
                Append(reader.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                AddChild(XPathNodeType.ProcessingInstruction, _names.NumberOf("", reader.LocalName, ""));
                Append(reader.Value);
                break;
        }
    }

    /// <summary>The document is complete.</summary>
    public void Complete() => Built = Tree();

    /// <summary>Writes the document as far as it goes, without the ends of the elements that are open.</summary>
    public void WriteTo(XmlCopier copier)
    {
        Tree().Write(copier, _parent);
        Reset();
        _text = _text.Length > 2 * MaxText ? new char[MaxText] : _text;
    }

    private XmlTree Tree()
    {
        var nodes = new XmlTree.Node[_count + 1];
        _nodes.AsSpan(0, _count).CopyTo(nodes);
        nodes[_count] = new XmlTree.Node(XPathNodeType.Root, XmlTreeNames.None, _length, XmlTree.None);
        return new XmlTree(nodes, _text.AsSpan(0, _length).ToArray(), _names.List, _table!);
    }

    private void Start(XmlReader reader, NamespaceScope? scope)
    {
        var element = _count;
        var isEmpty = reader.IsEmptyElement;
        AddChild(XPathNodeType.Element, _names.NumberOf(reader.Prefix, reader.LocalName, reader.NamespaceURI));
        _nodes[element].IsEmptyElement = isEmpty;
        (var around, _parent) = (_parent, element);
        if (reader.AttributeCount > 0)
        {
            AddAttributes(reader);
        }

        if (scope is { IsEmpty: false })
        {
            Inherit(scope);
        }

        (_parent, _last) = isEmpty ? (around, element) : (element, XmlTree.None);
    }

    // Texts that meet are one text to XPath.
    private void Text(XmlReader reader, XPathNodeType kind)
    {
        ref var parent = ref _nodes[_parent];
        if (_parent == _count - 1 && (kind == XPathNodeType.Text || parent.HasText))
        {
            parent.HasText = true;
        }
        else if (_last == XmlTree.None || !_nodes[_last].IsText)
        {
            AddChild(kind, XmlTreeNames.None);
        }
        else if (kind == XPathNodeType.Text)
        {
            _nodes[_last].Kind = kind;
        }

        AppendValue(reader);
    }

    private void AddAttributes(XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            if (string.Equals(reader.NamespaceURI, DeclarationNamespace, StringComparison.Ordinal))
            {
                Add(XPathNodeType.Namespace, _names.NumberOf("", reader.Prefix.Length == 0 ? "" : reader.LocalName, ""));
            }
            else
            {
                Add(XPathNodeType.Attribute, _names.NumberOf(reader.Prefix, reader.LocalName, reader.NamespaceURI));
            }

            Append(reader.Value);
        }

        reader.MoveToElement();
    }

    // What is declared around the element, and not by itself.
    private void Inherit(NamespaceScope scope)
    {
        var own = _count;
        foreach (var (name, uri) in scope.Innermost)
        {
            var prefix = name.Length > "xmlns:".Length ? name["xmlns:".Length..] : "";
            if (uri.Length > 0 && !IsDeclared(prefix, own))
            {
                Add(XPathNodeType.Namespace, _names.NumberOf("", _table!.Add(prefix), ""));
                Append(uri);
            }
        }
    }

    private bool IsDeclared(string prefix, int before)
    {
        for (var i = _parent + 1; i < before; i++)
        {
            if (_nodes[i].Kind == XPathNodeType.Namespace && string.Equals(_names.List[_nodes[i].Name].Local, prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void AddChild(XPathNodeType kind, ushort name)
    {
        if (_last != XmlTree.None)
        {
            _nodes[_last].Next = _count;
        }

        _last = _count;
        Add(kind, name);
    }

    private void Add(XPathNodeType kind, ushort name)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }

        _nodes[_count++] = new XmlTree.Node(kind, name, _length, _parent);
    }

    private void Append(string text)
    {
        Reserve(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    // Without a string of its own. A character that takes two places may be left for the next piece.
    private void AppendValue(XmlReader reader)
    {
        for (var more = true; more;)
        {
            Reserve(LeastRoom);
            var room = _text.Length - _length;
            var read = reader.ReadValueChunk(_text, _length, room);
            _length += read;
            more = read >= room - 1;
        }
    }

    private void Reserve(int characters)
    {
        if (_text.Length - _length < characters)
        {
            Array.Resize(ref _text, int.Max(2 * _text.Length, _length + characters));
        }
    }
}

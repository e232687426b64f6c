using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Formats.Xml;

/// <summary>Makes a tree of what an <see cref="XmlReader"/> goes through anyway, so that it has not to be parsed again. Gives up when it gets large: then there is no tree.</summary>
internal sealed class XmlTreeBuilder
{
    private const string DeclarationNamespace = "http://www.w3.org/2000/xmlns/";
    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";
    private const int MaxNodes = 2_000;

    private XmlTree.Node[] _nodes = [];
    private XmlNameTable? _names;
    private int _count;
    private int _expected = 16;

    // The open element, and its last child so far.
    private int _parent;
    private int _last;

    /// <summary>Stands at the root of the tree that is complete; null when there is none.</summary>
    public XPathNavigator? Built { get; private set; }

    private bool IsOn => _names is not null;

    /// <summary>Begins a tree with the element on which the reader stands.</summary>
    /// <param name="reader">Stands on the element, and does so afterwards.</param>
    /// <param name="scope">The declarations around it.</param>
    /// <param name="isWanted">Whether a tree is to be made at all.</param>
    public void Begin(XmlReader reader, NamespaceScope? scope, bool isWanted)
    {
        Built = null;
        _names = isWanted ? reader.NameTable : null;
        if (!isWanted)
        {
            return;
        }

        _nodes = new XmlTree.Node[_expected];
        _count = 0;
        _parent = _last = XmlTree.None;
        Add(XPathNodeType.Root, "");
        Add(XPathNodeType.Namespace, "xml").Value = XmlNamespace;
        (_parent, _last) = (XmlTree.Root, XmlTree.None);
        Start(reader, scope);
    }

    /// <summary>Adds the element on which the reader stands.</summary>
    public void Start(XmlReader reader, NamespaceScope? scope = null)
    {
        if (_count > MaxNodes)
        {
            GiveUp();
        }

        if (!IsOn)
        {
            return;
        }

        var element = _count;
        ref var node = ref AddChild(XPathNodeType.Element, reader.LocalName);
        node.Prefix = reader.Prefix;
        node.Uri = reader.NamespaceURI;
        node.IsEmptyElement = reader.IsEmptyElement;
        var isEmpty = node.IsEmptyElement;
        if (reader.AttributeCount > 0 || scope is { IsEmpty: false })
        {
            Declarations(element, reader, scope);
            Attributes(element, reader);
        }

        if (isEmpty)
        {
            _last = element;
        }
        else
        {
            (_parent, _last) = (element, XmlTree.None);
        }
    }

    /// <summary>Closes the open element.</summary>
    public void End()
    {
        if (IsOn)
        {
            (_parent, _last) = (_nodes[_parent].Parent, _parent);
        }
    }

    /// <summary>Adds a text, a comment or an instruction; what is none of them is left out.</summary>
    public void Node(XmlNodeType type, string name, string value)
    {
        var kind = type switch
        {
            XmlNodeType.Text or XmlNodeType.CDATA => XPathNodeType.Text,
            XmlNodeType.Whitespace => XPathNodeType.Whitespace,
            XmlNodeType.SignificantWhitespace => XPathNodeType.SignificantWhitespace,
            XmlNodeType.Comment => XPathNodeType.Comment,
            XmlNodeType.ProcessingInstruction => XPathNodeType.ProcessingInstruction,
            _ => XPathNodeType.All,
        };
        if (!IsOn || kind == XPathNodeType.All)
        {
            return;
        }

        var isText = kind is not (XPathNodeType.Comment or XPathNodeType.ProcessingInstruction);
        if (isText && _last != XmlTree.None && _nodes[_last].IsText)
        {
            // Texts that meet are one text to XPath.
            _nodes[_last].Value += value;
            _nodes[_last].Kind = kind == XPathNodeType.Text ? kind : _nodes[_last].Kind;
            return;
        }

        var index = _count;
        AddChild(kind, kind == XPathNodeType.ProcessingInstruction ? name : "").Value = value;
        _last = index;
    }

    /// <summary>There will be no tree of this document.</summary>
    public void GiveUp()
    {
        _names = null;
        _nodes = [];
        _count = 0;
    }

    /// <summary>The document is complete.</summary>
    public void Complete()
    {
        if (IsOn)
        {
            _expected = int.Min(_count, MaxNodes);
            Built = new XmlTreeNavigator(new XmlTree(_nodes, _count, _names!));
        }

        GiveUp();
    }

    private void Declarations(int element, XmlReader reader, NamespaceScope? scope)
    {
        var last = XmlTree.None;
        while (reader.MoveToNextAttribute())
        {
            if (IsDeclaration(reader))
            {
                last = AddDeclaration(element, last, reader.Prefix.Length == 0 ? "" : reader.LocalName, reader.Value);
            }
        }

        reader.MoveToElement();
        if (scope is null or { IsEmpty: true })
        {
            return;
        }

        foreach (var (name, uri) in scope.Innermost)
        {
            var prefix = name.Length > "xmlns:".Length ? name["xmlns:".Length..] : "";
            if (uri.Length > 0 && !IsDeclared(element, prefix))
            {
                last = AddDeclaration(element, last, prefix, uri);
            }
        }
    }

    private void Attributes(int element, XmlReader reader)
    {
        var last = XmlTree.None;
        while (reader.MoveToNextAttribute())
        {
            if (IsDeclaration(reader))
            {
                continue;
            }

            var index = _count;
            ref var node = ref Add(XPathNodeType.Attribute, reader.LocalName);
            (node.Prefix, node.Uri, node.Value, node.Parent, node.Previous) = (reader.Prefix, reader.NamespaceURI, reader.Value, element, last);
            (last == XmlTree.None ? ref _nodes[element].Attribute : ref _nodes[last].Next) = index;
            last = index;
        }

        reader.MoveToElement();
    }

    private static bool IsDeclaration(XmlReader attribute) => string.Equals(attribute.NamespaceURI, DeclarationNamespace, StringComparison.Ordinal);

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

    private int AddDeclaration(int element, int last, string prefix, string uri)
    {
        var index = _count;
        ref var node = ref Add(XPathNodeType.Namespace, prefix);
        (node.Value, node.Parent) = (uri, element);
        (last == XmlTree.None ? ref _nodes[element].Declaration : ref _nodes[last].Next) = index;
        return index;
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
        (node.Kind, node.Name, node.Prefix, node.Uri, node.Value) = (kind, name, "", "", "");
        (node.Parent, node.Previous, node.Next, node.Child, node.Attribute, node.Declaration) = (XmlTree.None, XmlTree.None, XmlTree.None, XmlTree.None, XmlTree.None, XmlTree.None);
        return ref node;
    }
}

using System.Xml;
using System.Xml.XPath;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Formats.Xml;

/// <summary>A place in an <see cref="XmlTree"/>, as XPath sees it.</summary>
internal sealed class XmlTreeNavigator : PayloadNavigator
{
    private readonly XmlTree _tree;
    private int _at;

    // On the text with which the element begins, and not on the element itself.
    private bool _isText;

    // Where a declaration is in scope on which the navigator stands: it may be one of an element further out.
    private int _scope = XmlTree.None;

    public XmlTreeNavigator(XmlTree tree) => _tree = tree;

    public override string BaseURI => "";

    public override bool IsEmptyElement => !_isText && Here.IsEmptyElement;

    public override string LocalName => FullName.Local;

    public override string Name => FullName.Full;

    public override string NamespaceURI => FullName.Uri;

    public override string Prefix => FullName.Prefix;

    public override XPathNodeType NodeType => _isText ? XPathNodeType.Text : Here.Kind;

    public override string Value => new(Characters);

    public override ReadOnlySpan<char> Characters => _isText ? _tree.FirstTextOf(_at) : _tree.TextOf(_at);

    public override bool MoveToOnlyChild(string localName, string namespaceUri) => Go(Only(localName, namespaceUri));

    public override bool TryGetOnlyChild(string localName, string namespaceUri, out ReadOnlySpan<char> text)
    {
        var child = Only(localName, namespaceUri);
        text = child == XmlTree.None ? default : _tree.TextOf(child);
        return child != XmlTree.None;
    }

    public override XmlNameTable NameTable => _tree.Table;

    public override bool HasChildren => !_isText && (Here.HasText || Child != XmlTree.None);

    public override bool HasAttributes => FirstAttribute != XmlTree.None;

    private ref readonly XmlTree.Node Here => ref _tree[_at];

    // The root has no name, and so has a text.
    private XmlTreeName FullName => _tree.NameOf(_isText ? XmlTree.Root : _at);

    private int Child => _isText ? XmlTree.None : _tree.ChildOf(_at);

    private int Following => _isText ? _tree.ChildOf(_at) : Here.Next;

    private int FirstAttribute => !_isText && Here.Kind == XPathNodeType.Element ? _tree.Branch(_at, XPathNodeType.Attribute) : XmlTree.None;

    public override XPathNavigator Clone() => new XmlTreeNavigator(_tree) { _at = _at, _isText = _isText, _scope = _scope };

    public override bool IsSamePosition(XPathNavigator other) => other is XmlTreeNavigator that && ReferenceEquals(that._tree, _tree) && that._at == _at && that._isText == _isText && that._scope == _scope;

    public override bool MoveTo(XPathNavigator other)
    {
        if (other is not XmlTreeNavigator that || !ReferenceEquals(that._tree, _tree))
        {
            return false;
        }

        (_at, _isText, _scope) = (that._at, that._isText, that._scope);
        return true;
    }

    public override void MoveToRoot() => (_at, _isText, _scope) = (XmlTree.Root, false, XmlTree.None);

    public override bool MoveToParent()
    {
        var parent = _isText ? _at : _scope != XmlTree.None ? _scope : Here.Parent;
        _scope = XmlTree.None;
        return Go(parent);
    }

    public override bool MoveToFirstChild() => GoToText(_at) || Go(Child);

    public override bool MoveToNext() => Go(Following);

    public override bool MoveToPrevious() => !_isText && !Here.IsBranch && Here.Parent != XmlTree.None && (Go(_tree.Previous(_at)) || GoToText(Here.Parent));

    public override bool MoveToChild(string localName, string namespaceURI) => Go(Named(Child, localName, namespaceURI));

    public override bool MoveToNext(string localName, string namespaceURI) => Go(Named(Following, localName, namespaceURI));

    public override bool MoveToFirstAttribute() => Go(FirstAttribute);

    public override bool MoveToNextAttribute() => Here.Kind == XPathNodeType.Attribute && Go(_tree.Branch(_at, XPathNodeType.Attribute));

    public override bool MoveToId(string id) => false;

    public override bool MoveToFirstNamespace(XPathNamespaceScope namespaceScope)
    {
        if (NodeType != XPathNodeType.Element || NextInScope(_at, XmlTree.None, namespaceScope) is not (> XmlTree.None and var first))
        {
            return false;
        }

        (_at, _scope) = (first, _at);
        return true;
    }

    public override bool MoveToNextNamespace(XPathNamespaceScope namespaceScope) =>
        Here.Kind == XPathNodeType.Namespace && Go(NextInScope(_scope, _at, namespaceScope));

    // Nodes are in the order of the document; declarations further out are not behind what they are in scope of, so that is left to the general way.
    public override XmlNodeOrder ComparePosition(XPathNavigator? nav) =>
        nav is XmlTreeNavigator that && ReferenceEquals(that._tree, _tree) && _scope == XmlTree.None && that._scope == XmlTree.None
            ? (_at, _isText).CompareTo((that._at, that._isText)) switch { 0 => XmlNodeOrder.Same, < 0 => XmlNodeOrder.Before, _ => XmlNodeOrder.After }
            : base.ComparePosition(nav);

    private bool Go(int index)
    {
        if (index == XmlTree.None)
        {
            return false;
        }

        (_at, _isText) = (index, false);
        return true;
    }

    private bool GoToText(int element)
    {
        if (_isText || !_tree[element].HasText)
        {
            return false;
        }

        (_at, _isText) = (element, true);
        return true;
    }

    private int Only(string name, string uri)
    {
        var child = Named(Child, name, uri);
        return child != XmlTree.None && Named(_tree[child].Next, name, uri) == XmlTree.None ? child : XmlTree.None;
    }

    private int Named(int from, string name, string uri)
    {
        while (from != XmlTree.None)
        {
            ref readonly var node = ref _tree[from];
            if (node.Kind == XPathNodeType.Element && _tree.NameOf(from) is var full && string.Equals(full.Local, name, StringComparison.Ordinal) && string.Equals(full.Uri, uri, StringComparison.Ordinal))
            {
                return from;
            }

            from = node.Next;
        }

        return XmlTree.None;
    }

    // The declarations that hold for an element, those of itself first; the one behind another one, or the first.
    private int NextInScope(int element, int behind, XPathNamespaceScope scope)
    {
        var isBehind = behind == XmlTree.None;
        for (var owner = element; owner > XmlTree.Root; owner = scope == XPathNamespaceScope.Local ? XmlTree.None : _tree[owner].Parent)
        {
            for (var i = _tree.Branch(owner, XPathNodeType.Namespace); i != XmlTree.None; i = _tree.Branch(i, XPathNodeType.Namespace))
            {
                if (isBehind && Holds(i, element, owner))
                {
                    return i;
                }

                isBehind |= i == behind;
            }
        }

        return scope == XPathNamespaceScope.All && behind != XmlTree.XmlPrefix ? XmlTree.XmlPrefix : XmlTree.None;
    }

    // Not when it undoes another one, or an element in between declares the prefix anew.
    private bool Holds(int declaration, int element, int owner)
    {
        var prefix = _tree.NameOf(declaration).Local;
        for (var inner = element; inner != owner; inner = _tree[inner].Parent)
        {
            for (var i = _tree.Branch(inner, XPathNodeType.Namespace); i != XmlTree.None; i = _tree.Branch(i, XPathNodeType.Namespace))
            {
                if (string.Equals(_tree.NameOf(i).Local, prefix, StringComparison.Ordinal))
                {
                    return false;
                }
            }
        }

        return _tree.IsNamespace(declaration);
    }
}

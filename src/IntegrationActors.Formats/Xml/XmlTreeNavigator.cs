using System.Xml;
using System.Xml.XPath;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Formats.Xml;

/// <summary>A place in an <see cref="XmlTree"/>, as XPath sees it.</summary>
internal sealed class XmlTreeNavigator : PayloadNavigator
{
    private readonly XmlTree _tree;
    private int _at;

    // Where a declaration is in scope on which the navigator stands: it may be one of an element further out.
    private int _scope = XmlTree.None;

    public XmlTreeNavigator(XmlTree tree) => _tree = tree;

    public override string BaseURI => "";

    public override bool IsEmptyElement => Here.IsEmptyElement;

    public override string LocalName => _tree.NameOf(_at).Local;

    public override string Name => _tree.NameOf(_at).Full;

    public override string NamespaceURI => _tree.NameOf(_at).Uri;

    public override string Prefix => _tree.NameOf(_at).Prefix;

    public override XPathNodeType NodeType => Here.Kind;

    public override string Value => new(Characters);

    public override ReadOnlySpan<char> Characters => _tree.TextOf(_at);

    public override bool TryGetOnlyChild(string localName, string namespaceUri, out ReadOnlySpan<char> text)
    {
        var child = Named(_tree.ChildOf(_at), localName, namespaceUri);
        var isOnly = child != XmlTree.None && Named(_tree[child].Next, localName, namespaceUri) == XmlTree.None;
        text = isOnly ? _tree.TextOf(child) : default;
        return isOnly;
    }

    public override XmlNameTable NameTable => _tree.Table;

    public override bool HasChildren => _tree.ChildOf(_at) != XmlTree.None;

    public override bool HasAttributes => FirstAttribute != XmlTree.None;

    private ref readonly XmlTree.Node Here => ref _tree[_at];

    private int FirstAttribute => Here.Kind == XPathNodeType.Element ? _tree.Branch(_at, XPathNodeType.Attribute) : XmlTree.None;

    public override XPathNavigator Clone() => new XmlTreeNavigator(_tree) { _at = _at, _scope = _scope };

    public override bool IsSamePosition(XPathNavigator other) => other is XmlTreeNavigator that && ReferenceEquals(that._tree, _tree) && that._at == _at && that._scope == _scope;

    public override bool MoveTo(XPathNavigator other)
    {
        if (other is not XmlTreeNavigator that || !ReferenceEquals(that._tree, _tree))
        {
            return false;
        }

        (_at, _scope) = (that._at, that._scope);
        return true;
    }

    public override void MoveToRoot() => (_at, _scope) = (XmlTree.Root, XmlTree.None);

    public override bool MoveToParent()
    {
        var parent = _scope != XmlTree.None ? _scope : Here.Parent;
        _scope = XmlTree.None;
        return Go(parent);
    }

    public override bool MoveToFirstChild() => Go(_tree.ChildOf(_at));

    public override bool MoveToNext() => Go(Here.Next);

    public override bool MoveToPrevious() => !Here.IsBranch && Here.Parent != XmlTree.None && Go(_tree.Previous(_at));

    public override bool MoveToChild(string localName, string namespaceURI) => Go(Named(_tree.ChildOf(_at), localName, namespaceURI));

    public override bool MoveToNext(string localName, string namespaceURI) => Go(Named(Here.Next, localName, namespaceURI));

    public override bool MoveToFirstAttribute() => Go(FirstAttribute);

    public override bool MoveToNextAttribute() => Here.Kind == XPathNodeType.Attribute && Go(_tree.Branch(_at, XPathNodeType.Attribute));

    public override bool MoveToId(string id) => false;

    public override bool MoveToFirstNamespace(XPathNamespaceScope namespaceScope)
    {
        if (Here.Kind != XPathNodeType.Element || NextInScope(_at, XmlTree.None, namespaceScope) is not (> XmlTree.None and var first))
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
            ? _at.CompareTo(that._at) switch { 0 => XmlNodeOrder.Same, < 0 => XmlNodeOrder.Before, _ => XmlNodeOrder.After }
            : base.ComparePosition(nav);

    private bool Go(int index)
    {
        _at = index == XmlTree.None ? _at : index;
        return index != XmlTree.None;
    }

    private int Named(int from, string name, string uri)
    {
        for (; from != XmlTree.None; from = _tree[from].Next)
        {
            if (_tree[from].Kind == XPathNodeType.Element && _tree.NameOf(from) is var full && string.Equals(full.Local, name, StringComparison.Ordinal) && string.Equals(full.Uri, uri, StringComparison.Ordinal))
            {
                return from;
            }
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

        return _tree.HasText(declaration);
    }
}

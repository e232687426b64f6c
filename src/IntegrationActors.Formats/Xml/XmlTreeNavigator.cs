using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Formats.Xml;

/// <summary>A place in an <see cref="XmlTree"/>, as XPath sees it.</summary>
internal sealed class XmlTreeNavigator : XPathNavigator
{
    private readonly XmlTree _tree;
    private int _at;

    // Where a declaration is in scope on which the navigator stands: it may be one of an element further out.
    private int _scope = XmlTree.None;

    public XmlTreeNavigator(XmlTree tree) => _tree = tree;

    public override string BaseURI => "";

    public override bool IsEmptyElement => Here.IsEmptyElement;

    public override string LocalName => Here.Name;

    public override string Name => Here.Prefix.Length == 0 ? Here.Name : $"{Here.Prefix}:{Here.Name}";

    public override string NamespaceURI => Here.Uri;

    public override string Prefix => Here.Prefix;

    public override XPathNodeType NodeType => Here.Kind;

    public override string Value => _tree.TextOf(_at);

    public override XmlNameTable NameTable => _tree.Names;

    public override bool HasChildren => Here.Child != XmlTree.None;

    public override bool HasAttributes => Here.Attribute != XmlTree.None;

    private ref readonly XmlTree.Node Here => ref _tree[_at];

    private bool IsBranch => Here.Kind is XPathNodeType.Attribute or XPathNodeType.Namespace;

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

    public override bool MoveToFirstChild() => Go(Here.Child);

    public override bool MoveToNext() => !IsBranch && Go(Here.Next);

    public override bool MoveToPrevious() => !IsBranch && Go(Here.Previous);

    public override bool MoveToChild(string localName, string namespaceURI) => Go(Named(Here.Child, localName, namespaceURI));

    public override bool MoveToNext(string localName, string namespaceURI) => !IsBranch && Go(Named(Here.Next, localName, namespaceURI));

    public override bool MoveToFirstAttribute() => Go(Here.Attribute);

    public override bool MoveToNextAttribute() => Here.Kind == XPathNodeType.Attribute && Go(Here.Next);

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
            ref readonly var node = ref _tree[from];
            if (node.Kind == XPathNodeType.Element && string.Equals(node.Name, name, StringComparison.Ordinal) && string.Equals(node.Uri, uri, StringComparison.Ordinal))
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
            for (var i = _tree[owner].Declaration; i != XmlTree.None; i = _tree[i].Next)
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
        var prefix = _tree[declaration].Name;
        for (var inner = element; inner != owner; inner = _tree[inner].Parent)
        {
            for (var i = _tree[inner].Declaration; i != XmlTree.None; i = _tree[i].Next)
            {
                if (string.Equals(_tree[i].Name, prefix, StringComparison.Ordinal))
                {
                    return false;
                }
            }
        }

        return _tree[declaration].Value.Length > 0;
    }
}

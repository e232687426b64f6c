using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Expressions.XPath;

/// <summary>
/// A navigator that ends a walk which takes too long. The engines know neither limits nor cancellation, but everything they do with a
/// document goes through its navigator. Copies share one clock.
/// </summary>
internal sealed class TimedNavigator : XPathNavigator
{
    private readonly XPathNavigator _inner;
    private readonly WalkClock _clock;

    private TimedNavigator(XPathNavigator inner, WalkClock clock)
    {
        _inner = inner;
        _clock = clock;
    }

    public override XmlNameTable NameTable => _inner.NameTable;

    public override XPathNodeType NodeType => _inner.NodeType;

    public override string LocalName => _inner.LocalName;

    public override string Name => _inner.Name;

    public override string NamespaceURI => _inner.NamespaceURI;

    public override string Prefix => _inner.Prefix;

    public override string BaseURI => _inner.BaseURI;

    public override bool IsEmptyElement => _inner.IsEmptyElement;

    public override bool HasAttributes => _inner.HasAttributes;

    public override bool HasChildren => _inner.HasChildren;

    public override object? UnderlyingObject => _inner.UnderlyingObject;

    public override string Value
    {
        get
        {
            _clock.Tick();
            return _inner.Value;
        }
    }

    public static XPathNavigator Wrap(XPathNavigator navigator, TimeProvider time) => new TimedNavigator(navigator, new WalkClock(time));

    /// <summary>The navigator below, for results: they outlive the walk.</summary>
    public static XPathNavigator Unwrap(XPathNavigator navigator) => navigator is TimedNavigator timed ? timed._inner : navigator;

    public override XPathNavigator Clone() => new TimedNavigator(_inner.Clone(), _clock);

    public override bool MoveTo(XPathNavigator other) => Ticked().MoveTo(Unwrap(other));

    public override void MoveToRoot() => Ticked().MoveToRoot();

    public override bool MoveToParent() => Ticked().MoveToParent();

    public override bool MoveToFirst() => Ticked().MoveToFirst();

    public override bool MoveToFirstChild() => Ticked().MoveToFirstChild();

    public override bool MoveToNext() => Ticked().MoveToNext();

    public override bool MoveToNext(string localName, string namespaceURI) => Ticked().MoveToNext(localName, namespaceURI);

    public override bool MoveToNext(XPathNodeType type) => Ticked().MoveToNext(type);

    public override bool MoveToPrevious() => Ticked().MoveToPrevious();

    public override bool MoveToChild(string localName, string namespaceURI) => Ticked().MoveToChild(localName, namespaceURI);

    public override bool MoveToChild(XPathNodeType type) => Ticked().MoveToChild(type);

    public override bool MoveToFollowing(string localName, string namespaceURI, XPathNavigator? end) =>
        Ticked().MoveToFollowing(localName, namespaceURI, end is null ? null : Unwrap(end));

    public override bool MoveToFollowing(XPathNodeType type, XPathNavigator? end) =>
        Ticked().MoveToFollowing(type, end is null ? null : Unwrap(end));

    public override bool MoveToFirstAttribute() => Ticked().MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => Ticked().MoveToNextAttribute();

    public override bool MoveToAttribute(string localName, string namespaceURI) => Ticked().MoveToAttribute(localName, namespaceURI);

    public override bool MoveToFirstNamespace(XPathNamespaceScope namespaceScope) => Ticked().MoveToFirstNamespace(namespaceScope);

    public override bool MoveToNextNamespace(XPathNamespaceScope namespaceScope) => Ticked().MoveToNextNamespace(namespaceScope);

    public override bool MoveToId(string id) => Ticked().MoveToId(id);

    public override bool IsSamePosition(XPathNavigator other) => Ticked().IsSamePosition(Unwrap(other));

    public override XmlNodeOrder ComparePosition(XPathNavigator? nav) => Ticked().ComparePosition(nav is null ? null : Unwrap(nav));

    public override bool IsDescendant(XPathNavigator? nav) => Ticked().IsDescendant(nav is null ? null : Unwrap(nav));

    private XPathNavigator Ticked()
    {
        _clock.Tick();
        return _inner;
    }
}

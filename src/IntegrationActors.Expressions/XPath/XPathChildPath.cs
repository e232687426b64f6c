using System.Xml.XPath;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Expressions.XPath;

/// <summary>
/// A path from element to child element, with an attribute at its end perhaps: <c>/order/id</c>, <c>./line/@sku</c>, <c>line</c>. Most paths of mappings are; they are followed without an engine, and select the
/// same as one would.
/// </summary>
internal sealed class XPathChildPath
{
    private readonly bool _isFromRoot;
    private readonly XPathElement[] _elements;
    private readonly XPathElement? _attribute;
    private readonly bool _isChild;

    private XPathChildPath(bool isFromRoot, XPathElement[] elements, XPathElement? attribute)
    {
        (_isFromRoot, _elements, _attribute) = (isFromRoot, elements, attribute);
        _isChild = !isFromRoot && elements.Length == 1 && attribute is null;
    }

    /// <summary>The path that a text means; null when it is anything else.</summary>
    public static XPathChildPath? Of(string text, ExpressionScope scope)
    {
        var tokens = new XPathLexer(text).ReadAll(int.MaxValue);
        var isFromRoot = tokens is [var first, ..] && first.IsSign("/");
        var at = isFromRoot ? 1 : tokens is [var dot, var slash, ..] && dot.IsSign(".") && slash.IsSign("/") ? 2 : 0;
        var elements = new List<XPathElement>();
        for (; at < tokens.Count; at += 2)
        {
            var isAttribute = tokens[at].IsSign("@");
            at += isAttribute ? 1 : 0;
            if (at == tokens.Count || XPathLocation.Element(tokens[at], scope) is not { } name || (at + 1 < tokens.Count && (isAttribute || at + 2 == tokens.Count || !tokens[at + 1].IsSign("/"))))
            {
                return null;
            }

            if (isAttribute)
            {
                return new XPathChildPath(isFromRoot, [.. elements], name);
            }

            elements.Add(name);
        }

        return elements.Count == 0 ? null : new XPathChildPath(isFromRoot, [.. elements], null);
    }

    /// <summary>What is selected from the place of the navigator, which is moved: one node, a list of several, or null.</summary>
    public object? Select(XPathNavigator at)
    {
        if (_isFromRoot)
        {
            at.MoveToRoot();
        }

        var items = new XPathItems();
        Collect(at, 0, items);
        return items.ToValue();
    }

    /// <summary>The text of the one child that is selected; false when it has another way to be found. The navigator stays where it is.</summary>
    public bool TryGetChild(PayloadNavigator at, out ReadOnlySpan<char> text)
    {
        text = default;
        return _isChild && at.TryGetOnlyChild(_elements[0].LocalName, _elements[0].NamespaceUri, out text);
    }

    /// <summary>The text of the one node that is selected, when each element on the way to it is the only one of its name; false when it has another way to be found. The navigator is moved.</summary>
    public bool TryGetText(XPathNavigator at, out ReadOnlySpan<char> text)
    {
        var walker = at as PayloadNavigator;
        var isFound = walker is not null && MoveToOnly(walker);
        text = isFound ? walker!.Characters : default;
        return isFound;
    }

    /// <summary>The one node that is selected; false when there are none or several. The navigator is moved.</summary>
    public bool TryGetOne(XPathNavigator at, out XPathNumber one)
    {
        if (_isFromRoot)
        {
            at.MoveToRoot();
        }

        XPathNumber? only = null;
        var isOne = Find(at, 0, ref only) && only is not null;
        one = only ?? default;
        return isOne;
    }

    /// <summary>What is selected from the place of the navigator, which is moved, one after the other; null when the path ends with an attribute.</summary>
    public XPathChildWalk? Walk(XPathNavigator at)
    {
        if (_attribute is not null)
        {
            return null;
        }

        if (_isFromRoot)
        {
            at.MoveToRoot();
        }

        return new XPathChildWalk(_elements, at);
    }

    private bool MoveToOnly(PayloadNavigator at)
    {
        if (_isFromRoot)
        {
            at.MoveToRoot();
        }

        foreach (var (uri, name) in _elements)
        {
            if (!at.MoveToOnlyChild(name, uri))
            {
                return false;
            }
        }

        return _attribute is not { } attribute || at.MoveToAttribute(attribute.LocalName, attribute.NamespaceUri);
    }

    private void Collect(XPathNavigator at, int step, XPathItems items)
    {
        if (step == _elements.Length)
        {
            Take(at, items);
            return;
        }

        var (uri, name) = _elements[step];
        if (!at.MoveToChild(name, uri))
        {
            return;
        }

        do
        {
            Collect(at, step + 1, items);
        }
        while (at.MoveToNext(name, uri));
        at.MoveToParent();
    }

    private void Take(XPathNavigator at, XPathItems items)
    {
        if (_attribute is not { } attribute)
        {
            items.Add(at.Clone());
        }
        else if (at.MoveToAttribute(attribute.LocalName, attribute.NamespaceUri))
        {
            items.Add(at.Clone());
            at.MoveToParent();
        }
    }

    // False as soon as there is a second one.
    private bool Find(XPathNavigator at, int step, ref XPathNumber? only)
    {
        if (step == _elements.Length)
        {
            return TakeOne(at, ref only);
        }

        var (uri, name) = _elements[step];
        if (!at.MoveToChild(name, uri))
        {
            return true;
        }

        do
        {
            if (!Find(at, step + 1, ref only))
            {
                return false;
            }
        }
        while (at.MoveToNext(name, uri));
        at.MoveToParent();
        return true;
    }

    private bool TakeOne(XPathNavigator at, ref XPathNumber? only)
    {
        var attribute = _attribute.GetValueOrDefault();
        if (_attribute is not null && !at.MoveToAttribute(attribute.LocalName, attribute.NamespaceUri))
        {
            return true;
        }

        if (only is not null)
        {
            return false;
        }

        only = XPathNumber.Of(at);
        return _attribute is null || at.MoveToParent();
    }
}

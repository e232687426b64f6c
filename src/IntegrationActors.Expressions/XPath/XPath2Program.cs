using System.Collections.Concurrent;
using System.Globalization;
using System.Xml;
using System.Xml.XPath;
using Wmhelp.XPath2;

namespace IntegrationActors.Expressions.XPath;

/// <summary>An expression of XPath 2.0. A compiled one keeps state while it runs, so each run borrows one of its own.</summary>
internal sealed class XPath2Program : IXPathProgram
{
    private readonly string _text;
    private readonly IXmlNamespaceResolver _namespaces;
    private readonly ConcurrentBag<XPath2Expression> _idle = [];

    static XPath2Program() => SafeXPathRegexes.Register();

    private XPath2Program(string text, IXmlNamespaceResolver namespaces)
    {
        _text = text;
        _namespaces = namespaces;
        _idle.Add(XPath2Expression.Compile(text, namespaces));
    }

    /// <summary>Compiles an expression that has passed <see cref="XPathCheck"/>.</summary>
    /// <exception cref="ExpressionSyntaxException">The text is not XPath 2.0.</exception>
    public static XPath2Program Compile(string text, IXmlNamespaceResolver namespaces)
    {
        try
        {
            return new XPath2Program(text, namespaces);
        }
        catch (XPath2Exception wrong)
        {
            throw XPathSyntaxError.From(wrong, text);
        }
    }

    public object? Evaluate(XPathNavigator document)
    {
        if (!_idle.TryTake(out var expression))
        {
            expression = XPath2Expression.Compile(_text, _namespaces);
        }

        // Results are read to their end before the expression may be borrowed again: sequences are lazy.
        var value = Collect(expression.Evaluate(new NodeProvider(document), new Dictionary<XmlQualifiedName, object>()));
        _idle.Add(expression);
        return value;
    }

    private static object? Collect(object? result)
    {
        if (result is not XPath2NodeIterator sequence)
        {
            return ToValue(result);
        }

        var items = new XPathItems();
        foreach (XPathItem item in sequence)
        {
            if (ToValue(item.IsNode ? item : item.TypedValue) is { } value)
            {
                items.Add(value is XPathNavigator node ? node.Clone() : value);
            }
        }

        return items.ToValue();
    }

    private static object? ToValue(object? value) => value switch
    {
        null or Undefined => null,
        XPathNavigator node => TimedNavigator.Unwrap(node),
        string or bool or double or decimal or long => value,
        float number => (double)number,
        int number => (long)number,
        Integer number => ToNumber(number),
        _ => XPath2Convert.ToString(value),
    };

    private static object ToNumber(Integer number)
    {
        var text = Convert.ToString(number, CultureInfo.InvariantCulture)!;
        return long.TryParse(text, CultureInfo.InvariantCulture, out var integer) ? integer : text;
    }
}

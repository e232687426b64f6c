using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Expressions.XPath;

/// <summary>An expression of XPath 1.0 on System.Xml, several times faster than the 2.0 engine.</summary>
internal sealed class XPath1Program : IXPathProgram
{
    // Evaluation works on a copy of the compiled query and never changes this one.
    private readonly XPathExpression _expression;

    private XPath1Program(XPathExpression expression) => _expression = expression;

    /// <summary>Null when the text is not XPath 1.0.</summary>
    public static XPath1Program? TryCompile(string text, IXmlNamespaceResolver namespaces)
    {
        try
        {
            return new XPath1Program(XPathExpression.Compile(text, namespaces));
        }
        catch (XPathException)
        {
            return null;
        }
    }

    public object? Evaluate(XPathNavigator document) => document.Evaluate(_expression.Clone()) switch
    {
        XPathNodeIterator nodes => Collect(nodes),
        var value => value,
    };

    private static object? Collect(XPathNodeIterator nodes)
    {
        var items = new XPathItems();
        while (nodes.MoveNext())
        {
            items.Add(TimedNavigator.Unwrap(nodes.Current!.Clone()));
        }

        return items.ToValue();
    }
}

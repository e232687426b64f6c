using System.Xml;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using Wmhelp.XPath2;

namespace IntegrationActors.Expressions.XPath;

/// <summary>
/// Applies an XPath to the body of an exchange. An expression that is XPath 1.0 runs with the rules of 1.0, where <c>string()</c> of several
/// nodes is the text of the first; any other runs as 2.0, where that is an error.
/// </summary>
internal sealed class XPathEvaluator
{
    private readonly string _text;
    private readonly IXPathProgram _program;
    private readonly bool _isTimed;

    public XPathEvaluator(string text, ExpressionScope scope)
    {
        _text = text;
        var check = XPathCheck.Run(text, scope);
        var namespaces = Declare(scope);
        _program = (check.MayBeVersion1 ? XPath1Program.TryCompile(text, namespaces) : null) ?? (IXPathProgram)Version2(text, check, namespaces);
        Children = _program is XPath1Program ? XPathChildPath.Of(text, scope) : null;
        _isTimed = !check.IsLinear || _program is XPath2Program;
    }

    /// <summary>The path, when it takes no engine to follow it.</summary>
    public XPathChildPath? Children { get; }

    public object? Evaluate(Exchange exchange) => Evaluate(exchange.Body.NavigateXml(), exchange.Time);

    /// <summary>Applies it to a node; a path that begins with a slash begins at the root of its document.</summary>
    public object? Evaluate(XPathNavigator node, TimeProvider time)
    {
        if (Children is not null)
        {
            return Children.Select(node.Clone());
        }

        try
        {
            return _program.Evaluate(_isTimed ? TimedNavigator.Wrap(node, time) : node);
        }
        catch (Exception failed) when (failed is XPathException or XPath2Exception or FormatException or InvalidCastException or OverflowException or DivideByZeroException)
        {
            throw new FaultException(
                ExpressionCodes.XPathFailed,
                $"XPath '{_text}' failed: {failed.Message}",
                "ia trace shows the body before this step.",
                failed);
        }
    }

    private static XPath2Program Version2(string text, XPathCheck check, IXmlNamespaceResolver namespaces)
    {
        var program = XPath2Program.Compile(text, namespaces);
        XPath2Gaps.Refuse(check.Tokens);
        return program;
    }

    private static XmlNamespaceManager Declare(ExpressionScope scope)
    {
        var namespaces = new XmlNamespaceManager(new NameTable());
        foreach (var (prefix, uri) in scope.Namespaces)
        {
            namespaces.AddNamespace(prefix, uri);
        }

        return namespaces;
    }
}

using System.Xml.XPath;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Expressions.XPath;

/// <summary>An XPath that is applied to nodes of the caller's choice, with the checks and limits of <c>{ xpath: … }</c>. Immutable and thread-safe.</summary>
public sealed class XPathQuery
{
    private readonly XPathEvaluator _evaluator;

    private XPathQuery(XPathEvaluator evaluator) => _evaluator = evaluator;

    /// <summary>Compiles an XPath.</summary>
    /// <exception cref="DiagnosticException">IA1304: it is wrong; with its place.</exception>
    public static XPathQuery Parse(OptionText text)
    {
        try
        {
            return new XPathQuery(new XPathEvaluator(text.Text, text.Scope));
        }
        catch (ExpressionSyntaxException mistake)
        {
            throw new DiagnosticException(Diagnostic.Error(mistake.Code, text.PlaceOf(mistake.Offset), mistake.Message));
        }
    }

    /// <summary>Text, number, boolean, one node, a list of several items, or null for none.</summary>
    /// <exception cref="FaultException">IA3014: it can't be evaluated on this document.</exception>
    public object? Evaluate(XPathNavigator node, TimeProvider time) => _evaluator.Evaluate(node, time);
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.XPath;

/// <summary><c>{ xpath: … }</c> on the body.</summary>
internal sealed class XPathTextExpression(ExpressionSource source, ExpressionScope scope) : Expression(source.Span, source.Text)
{
    private readonly XPathEvaluator _evaluator = new(source.Text, scope);

    /// <summary>The path, when it can be followed while reading.</summary>
    public XPathLocation? Location { get; } = XPathLocation.Of(source.Text, scope);

    public override bool ReadsBody => true;

    public override object? Evaluate(Exchange exchange) => _evaluator.Evaluate(exchange);
}

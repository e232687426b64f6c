using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.XPath;

/// <summary><c>when: { xpath: … }</c>: holds for true, a number but zero, a text that is not empty, and a node.</summary>
internal sealed class XPathCondition(ExpressionSource source, ExpressionScope scope) : Condition(source.Span, source.Text)
{
    private readonly XPathEvaluator _evaluator = new(source.Text, scope);

    public override bool ReadsBody => true;

    public override bool Holds(Exchange exchange) => ExpressionValue.IsTrue(_evaluator.Evaluate(exchange));
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary><c>when: { jsonpath: … }</c>: a query of several nodes holds when there is one, a singular query when its value is not false or null.</summary>
internal sealed class JsonPathCondition(ExpressionSource source) : Condition(source.Span, source.Text)
{
    private readonly JsonPathEvaluator _evaluator = new(source.Text);

    public override bool ReadsBody => true;

    public override bool Holds(Exchange exchange) => _evaluator.Evaluate(exchange) switch
    {
        null or false => false,
        _ => true,
    };
}

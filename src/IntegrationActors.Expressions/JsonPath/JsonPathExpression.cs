using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary><c>{ jsonpath: … }</c> on the body: the value of a singular query, else the list of nodes.</summary>
internal sealed class JsonPathExpression(ExpressionSource source) : Expression(source.Span, source.Text)
{
    private readonly JsonPathEvaluator _evaluator = new(source.Text);

    /// <summary>The path, when it can be followed while reading.</summary>
    public JsonPathLocation? Location => _evaluator.Location;

    public override bool ReadsBody => true;

    public override object? Evaluate(Exchange exchange) => _evaluator.Evaluate(exchange);
}

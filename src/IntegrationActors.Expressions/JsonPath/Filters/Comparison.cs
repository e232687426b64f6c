using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary>Two values and an operator. Of six operators only = and &lt; have a meaning of their own (RFC 9535 section 2.3.5.2.2).</summary>
internal sealed class Comparison(ValueExpression left, ComparisonOperator @operator, ValueExpression right) : LogicalExpression
{
    public override bool Test(JsonElement current, Evaluation evaluation)
    {
        var a = left.Evaluate(current, evaluation);
        var b = right.Evaluate(current, evaluation);
        return @operator switch
        {
            ComparisonOperator.Equal => Comparand.Equal(a, b, evaluation),
            ComparisonOperator.NotEqual => !Comparand.Equal(a, b, evaluation),
            ComparisonOperator.Less => Comparand.Less(a, b),
            ComparisonOperator.LessOrEqual => Comparand.Less(a, b) || Comparand.Equal(a, b, evaluation),
            ComparisonOperator.Greater => Comparand.Less(b, a),
            _ => Comparand.Less(b, a) || Comparand.Equal(a, b, evaluation),
        };
    }
}

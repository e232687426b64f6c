using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>Two values and an operator; <see cref="Values"/> says how they compare.</summary>
internal sealed class ComparisonTest(Term left, ComparisonOperator @operator, Term right) : Test
{
    public override bool ReadsBody => left.ReadsBody || right.ReadsBody;

    public override bool Holds(Exchange exchange)
    {
        var a = Values.Simplify(left.Evaluate(exchange));
        var b = Values.Simplify(right.Evaluate(exchange));
        return @operator switch
        {
            ComparisonOperator.Equal => Values.Equal(a, b),
            ComparisonOperator.NotEqual => !Values.Equal(a, b),
            ComparisonOperator.Less => Values.Order(a, b) < 0,
            ComparisonOperator.LessOrEqual => Values.Order(a, b) <= 0,
            ComparisonOperator.Greater => Values.Order(a, b) > 0,
            ComparisonOperator.GreaterOrEqual => Values.Order(a, b) >= 0,
            _ => HoldsOnText(ExpressionValue.ToText(a), ExpressionValue.ToText(b)),
        };
    }

    private bool HoldsOnText(string a, string b) => @operator switch
    {
        ComparisonOperator.Contains => a.Contains(b, StringComparison.Ordinal),
        ComparisonOperator.StartsWith => a.StartsWith(b, StringComparison.Ordinal),
        _ => a.EndsWith(b, StringComparison.Ordinal),
    };
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>A Simple condition.</summary>
internal sealed class SimpleCondition(ExpressionSource source, Test test) : Condition(source.Span, source.Text)
{
    public override bool ReadsBody => test.ReadsBody;

    public override bool Holds(Exchange exchange) => test.Holds(exchange);
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary><c>a = null</c>: the value is missing, which the empty text is not.</summary>
internal sealed class MissingTest(Term value) : Test
{
    public override bool ReadsBody => value.ReadsBody;

    public override bool Holds(Exchange exchange) => Values.Simplify(value.Evaluate(exchange)) is null;
}

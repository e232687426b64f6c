using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>A value on its own: the texts true and false count as what they say, anything else by <see cref="ExpressionValue.IsTrue"/>.</summary>
internal sealed class TruthTest(Term value) : Test
{
    public override bool ReadsBody => value.ReadsBody;

    public override bool Holds(Exchange exchange)
    {
        var given = Values.Simplify(value.Evaluate(exchange));
        return given is string text && bool.TryParse(text, out var truth) ? truth : ExpressionValue.IsTrue(given);
    }
}

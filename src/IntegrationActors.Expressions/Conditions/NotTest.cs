using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Conditions;

/// <summary><c>not a</c></summary>
internal sealed class NotTest(Test inner) : Test
{
    public override bool ReadsBody => inner.ReadsBody;

    public override bool Holds(Exchange exchange) => !inner.Holds(exchange);
}

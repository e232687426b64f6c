using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Conditions;

/// <summary><c>a or b or …</c></summary>
internal sealed class OrTest(Test[] parts) : Test
{
    public override bool ReadsBody { get; } = Array.Exists(parts, part => part.ReadsBody);

    public override bool Holds(Exchange exchange)
    {
        foreach (var part in parts)
        {
            if (part.Holds(exchange))
            {
                return true;
            }
        }

        return false;
    }
}

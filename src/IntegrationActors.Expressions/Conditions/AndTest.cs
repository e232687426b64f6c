using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Conditions;

/// <summary><c>a and b and …</c></summary>
internal sealed class AndTest(Test[] parts) : Test
{
    public override bool ReadsBody { get; } = Array.Exists(parts, part => part.ReadsBody);

    public override bool Holds(Exchange exchange)
    {
        foreach (var part in parts)
        {
            if (!part.Holds(exchange))
            {
                return false;
            }
        }

        return true;
    }
}

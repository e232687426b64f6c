using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>A part of a condition that is true or false.</summary>
internal abstract class Test
{
    public abstract bool ReadsBody { get; }

    public abstract bool Holds(Exchange exchange);
}

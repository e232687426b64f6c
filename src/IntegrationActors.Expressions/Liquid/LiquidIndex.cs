using System.Diagnostics.CodeAnalysis;
using Fluid;
using Fluid.Values;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>Values by name, converted when they are asked for.</summary>
internal sealed class LiquidIndex(IReadOnlyList<string> names, Func<string, object?> find) : IFluidIndexable
{
    public int Count => names.Count;

    public IEnumerable<string> Keys => names;

    public bool TryGetValue(string name, [NotNullWhen(true)] out FluidValue? value)
    {
        value = find(name) is { } found ? LiquidValues.Of(found) : null;
        return value is not null;
    }
}

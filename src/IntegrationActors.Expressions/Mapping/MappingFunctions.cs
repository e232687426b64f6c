using System.Collections.Frozen;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>All functions of mapping expressions, and those of conditions and of the message.</summary>
internal static class MappingFunctions
{
    public static FrozenDictionary<string, MappingFunction> All { get; } =
        Own().Concat(TextFunctions.All).Concat(NumberFunctions.All).Concat(ListFunctions.All).Concat(DateFunctions.All).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    private static MappingFunction[] Own() =>
    [
        new("if(.qty > 0, 'yes', 'no')", 2, 3, call => run => MappingValue.IsTrue(call.Value(run, 0)) ? call.Value(run, 1) : call.Count == 3 ? call.Value(run, 2) : null),
        new("default(.name, 'unknown')", 2, int.MaxValue, Default),
        new("required(.id, 'an order needs an id')", 1, 2, Required),
        new("exists(.discount)", 1, 1, call => run => call.Value(run, 0) is { } value && (value is not IReadOnlyCollection<object?> list || list.Count > 0)),
        new("isEmpty(.name)", 1, 1, call => run => MappingValue.IsEmpty(call.Value(run, 0))),
        new("text(.id)", 1, 1, call => run => call.Value(run, 0) is { } value ? MappingValue.Text(value) : null),
        new("boolean(.active)", 1, 1, call => run => MappingValue.IsTrue(call.Value(run, 0)) && MappingValue.Text(call.Value(run, 0)) is not ("false" or "0" or "no")),
        new("header('X-Region')", 1, 1, call => run => run.Exchange.Headers[call.Text(run, 0)]),
        new("property('orderId')", 1, 1, call => run => MappingValue.OfExpression(run.Exchange.Properties[call.Text(run, 0)])),
        new("position()", 0, 0, _ => run => (decimal)run.Position),
        new("lookup('countries', .country, 'shop|country', 'erp|country')", 2, 4, Lookup),
    ];

    // The first that says something.
    private static MappingEvaluator Default(MappingCall call) => run =>
    {
        for (var i = 0; i < call.Count - 1; i++)
        {
            if (call.Value(run, i) is { } value && !MappingValue.IsEmpty(value))
            {
                return value;
            }
        }

        return call.Value(run, call.Count - 1);
    };

    private static MappingEvaluator Required(MappingCall call) => run =>
    {
        var value = call.Value(run, 0);
        return MappingValue.IsEmpty(value)
            ? throw new Core.Exchanges.FaultException("IA3482", $"{call.Place}: {(call.Count == 2 ? call.Text(run, 1) : "a required value is missing")}.", "ia trace shows the body before this step.")
            : value;
    };

    private static MappingEvaluator Lookup(MappingCall call)
    {
        var name = call.Fixed(0);
        if (!call.Scope.Lookups.TryGetValue(name, out var lookup))
        {
            throw call.Wrong(0, $"unknown value mapping '{name}'{Core.Diagnostics.Suggestion.DidYouMean(name, call.Scope.Lookups.Keys)}; name its file in the option valueMaps");
        }

        var (from, to) = (call.Count > 2 ? call.Fixed(2) : null, call.Count > 3 ? call.Fixed(3) : null);
        return lookup.TryDirection(from, to, out var find)
            ? run => call.Value(run, 1) is { } value ? find(MappingValue.Text(value)) : null
            : throw call.Wrong(Math.Min(2, call.Count - 1), lookup.Explain(from, to));
    }
}

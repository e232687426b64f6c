using System.Diagnostics.CodeAnalysis;
using Fluid;
using Fluid.Values;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>The names that a template knows; each is read when it is used.</summary>
internal sealed class LiquidModel(Exchange exchange, IReadOnlyDictionary<string, object?> variables) : IFluidIndexable
{
    public static IReadOnlyList<string> Names { get; } = ["header", "property", "body", "json", "xml", "exception", "exchangeId", "messageId", "correlationId", "tenant", "flow"];

    public int Count => Names.Count + variables.Count;

    public IEnumerable<string> Keys => Names.Concat(variables.Keys);

    public bool TryGetValue(string name, [NotNullWhen(true)] out FluidValue? value)
    {
        value = variables.TryGetValue(name, out var given) ? LiquidValues.Of(given) : Own(name);
        return value is not null;
    }

    private FluidValue? Own(string name) => name switch
    {
        "header" => new DictionaryValue(new LiquidIndex([.. exchange.Headers.Select(h => h.Key)], key => exchange.Headers[key])),
        "property" => new DictionaryValue(new LiquidIndex([.. exchange.Properties.Select(p => p.Key)], key => exchange.Properties[key])),
        "body" => new StringValue(exchange.Body.AsText()),
        "json" => LiquidValues.Of(exchange.Body.AsJson()),
        "xml" => new LiquidNode(exchange.Body.NavigateXml()),
        "exception" => Exception(),
        "exchangeId" or "messageId" => new StringValue(exchange.Id.ToString()),
        "correlationId" => new StringValue(exchange.Log.CorrelationId ?? exchange.Id.ToString()),
        "tenant" => new StringValue(exchange.Flow.Tenant),
        "flow" => new StringValue(exchange.Flow.Flow),
        _ => null,
    };

    private FluidValue Exception() => exchange.Fault is not { } fault ? NilValue.Instance : new DictionaryValue(new LiquidIndex(["message", "code", "step"], key => key switch
    {
        "message" => fault.Message,
        "code" => fault.Code,
        "step" => fault.Step,
        _ => null,
    }));
}

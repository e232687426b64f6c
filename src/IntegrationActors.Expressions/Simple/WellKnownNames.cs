using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Simple;

/// <summary>
/// What the runtime tells a flow about its message under the names that integration developers know, without anybody setting it. A header or property that the flow
/// itself set under such a name wins.
/// </summary>
internal static class WellKnownNames
{
    private static readonly Func<Exchange, object?> LogLevel = exchange => exchange.Log.Level.ToString().ToUpperInvariant();

    private static readonly Dictionary<string, Func<Exchange, object?>> Properties = new(StringComparer.Ordinal)
    {
        ["SAP_MessageProcessingLogID"] = exchange => exchange.Id.ToString(),
        ["SAP_MPL_LogLevel_Overall"] = LogLevel,
        ["SAP_MPL_LogLevel_Internal"] = LogLevel,
        ["SAP_MPL_LogLevel_External"] = LogLevel,
        ["SAP_ErrorModelStepID"] = exchange => exchange.Fault?.Step,
        ["CamelExceptionCaught"] = exchange => exchange.Fault?.ToString(),
    };

    private static readonly Dictionary<string, Func<Exchange, object?>> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SAP_MessageProcessingLogID"] = exchange => exchange.Id.ToString(),
        ["SAP_MplCorrelationId"] = exchange => exchange.Log.CorrelationId ?? exchange.Id.ToString(),
    };

    public static Term Header(string name) => Headers.TryGetValue(name, out var known)
        ? Term.Reading(exchange => exchange.Headers[name] ?? known(exchange))
        : Term.Reading(exchange => exchange.Headers[name]);

    public static Term Property(string name) => Properties.TryGetValue(name, out var known)
        ? Term.Reading(exchange => exchange.Properties[name] ?? known(exchange))
        : Term.Reading(exchange => exchange.Properties[name]);
}

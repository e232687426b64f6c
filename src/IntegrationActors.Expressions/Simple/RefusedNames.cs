namespace IntegrationActors.Expressions.Simple;

/// <summary>What Camel's Simple language has and flows don't: each with what to write instead.</summary>
internal static class RefusedNames
{
    private const string NoSystem = "flows have no access to the system and its environment; use a parameter: ${param.name}";
    private const string NoRuntime = "expressions can't reach into the runtime";
    private const string NoLooking = "values can't be called or looked into here; use { jsonpath: … }, { xpath: … } or a script";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["sys"] = NoSystem,
        ["sysenv"] = NoSystem,
        ["env"] = NoSystem,
        ["hostname"] = NoSystem,
        ["properties"] = NoSystem,
        ["bean"] = NoRuntime,
        ["ref"] = NoRuntime,
        ["type"] = NoRuntime,
        ["camelContext"] = NoRuntime,
        ["camelId"] = NoRuntime,
        ["exchange"] = NoRuntime,
        ["messageHistory"] = NoRuntime,
        ["threadName"] = NoRuntime,
        ["threadId"] = NoRuntime,
        ["routeId"] = "write ${flow}",
        ["file"] = "the name of the file is in a header: ${header.CamelFileName}",
        ["bodyAs"] = "write ${body}",
        ["mandatoryBodyAs"] = "write ${body}",
        ["bodyOneLine"] = "write ${body}",
        ["body"] = NoLooking,
        ["in"] = NoLooking,
        ["random"] = "use a script",
        ["uuid"] = "write ${exchangeId} for a value that is unique for each message",
        ["headers"] = "name the header: ${header.name}",
        ["header"] = "name the header: ${header.name}",
        ["property"] = "name the property: ${property.name}",
        ["exchangeProperty"] = "name the property: ${property.name}",
        ["param"] = "name the parameter: ${param.name}",
        ["exception"] = "write ${exception.message}, ${exception.code}, ${exception.step} or ${exception.stacktrace}",
    };

    /// <summary>Why a term is refused; null when it is simply unknown.</summary>
    public static string? Explain(string term)
    {
        var end = term.AsSpan().IndexOfAny(".[:(");
        var head = end < 0 ? term : term[..end];
        return Reasons.TryGetValue(head, out var reason) ? $"'{head}' is not available as '{term}': {reason}" : null;
    }
}

using IntegrationActors.Definitions;

namespace IntegrationActors.Management.Flows;

/// <summary>
/// Which values the parameters of a flow get: what this deployment gives, else what the flow has now, so that a new version of the text does not lose the settings of the
/// environment.
/// </summary>
internal static class FlowParameterValues
{
    /// <summary>The values by name.</summary>
    /// <param name="flow">The new version.</param>
    /// <param name="given">What the deployment gives to all flows of its bundle.</param>
    /// <param name="current">What the flow has now; null when it is new.</param>
    /// <param name="isAlone">Whether the bundle has no other flow: then a value without parameter is a mistake, which the reader finds.</param>
    public static IReadOnlyDictionary<string, string> Merge(
        FlowDefinition flow,
        IReadOnlyDictionary<string, string> given,
        IReadOnlyDictionary<string, string>? current,
        bool isAlone)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in (current ?? values).Where(p => flow.Parameters.ContainsKey(p.Key)))
        {
            values[name] = value;
        }

        foreach (var (name, value) in given.Where(p => isAlone || flow.Parameters.ContainsKey(p.Key)))
        {
            values[name] = value;
        }

        return values;
    }
}

using IntegrationActors.Definitions;
using IntegrationActors.Runtime;

namespace IntegrationActors.Management.Flows;

/// <summary>A flow of a bundle without errors, with the values it would get and what is deployed now under its name.</summary>
internal sealed record CheckedFlow(FlowDefinition Definition, IReadOnlyDictionary<string, string> Parameters, FlowDeployment? Current)
{
    public string Name => Definition.Name;

    public bool IsUnchanged(string artifact) => Current is { } current
        && string.Equals(current.Artifact, artifact, StringComparison.Ordinal)
        && string.Equals(current.File, Definition.File, StringComparison.Ordinal)
        && current.Parameters.Count == Parameters.Count
        && current.Parameters.All(p => Parameters.TryGetValue(p.Key, out var value) && string.Equals(value, p.Value, StringComparison.Ordinal));
}

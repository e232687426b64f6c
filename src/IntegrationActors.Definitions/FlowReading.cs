using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions;

/// <summary>Result of reading a flow: the definition when nothing is wrong, and everything there is to say about the file, in its order.</summary>
public sealed record FlowReading(FlowDefinition? Flow, IReadOnlyList<Diagnostic> Findings)
{
    public bool HasErrors => Findings.Any(f => f.Severity == Severity.Error);
}

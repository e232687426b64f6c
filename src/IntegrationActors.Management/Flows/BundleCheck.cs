using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Management.Flows;

/// <summary>All there is to say about a bundle before it is deployed. Flows with errors are not among <see cref="Flows"/>.</summary>
internal sealed record BundleCheck(IReadOnlyList<CheckedFlow> Flows, IReadOnlyList<Diagnostic> Findings)
{
    public int Errors => Findings.Count(f => f.Severity == Severity.Error);
}

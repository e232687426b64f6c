using IntegrationActors.Management.Problems;

namespace IntegrationActors.Management.Flows;

/// <summary>All findings about the flows of a bundle, in the order of its files.</summary>
/// <param name="Errors">Number of findings that prevent deployment.</param>
/// <param name="Diagnostics">The findings.</param>
public sealed record LintView(int Errors, IReadOnlyList<Finding> Diagnostics);

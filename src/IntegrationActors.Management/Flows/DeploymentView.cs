using IntegrationActors.Management.Problems;

namespace IntegrationActors.Management.Flows;

/// <summary>Result of a deployment or of its dry run.</summary>
public sealed record DeploymentView
{
    /// <summary>True when nothing was deployed because the request asked for a dry run.</summary>
    public required bool DryRun { get; init; }

    /// <summary>SHA-256 of the content of the bundle.</summary>
    public required string Artifact { get; init; }

    /// <summary>The flows of the bundle before the deployment.</summary>
    public required IReadOnlyList<CheckedFlowView> Checked { get; init; }

    /// <summary>The flows as they run now; empty after a dry run.</summary>
    public IReadOnlyList<FlowView> Flows { get; init; } = [];

    /// <summary>Warnings; errors would have been answered with 422.</summary>
    public IReadOnlyList<Finding> Diagnostics { get; init; } = [];
}

using IntegrationActors.Management.Access;

namespace IntegrationActors.Management.Flows;

/// <summary>A wish to deploy.</summary>
/// <param name="Tenant">Where.</param>
/// <param name="Upload">What, with values of parameters.</param>
/// <param name="Condition">The versions that the caller means to replace.</param>
/// <param name="Caller">Who.</param>
internal sealed record DeploymentOrder(string Tenant, FlowUpload Upload, VersionCondition Condition, Caller Caller)
{
    /// <summary>The one flow that the address names: a bundle with another one is refused.</summary>
    public string? OnlyFlow { get; init; }

    /// <summary>Whether to check everything and deploy nothing.</summary>
    public bool DryRun { get; init; }
}

using IntegrationActors.Runtime.Cells;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>Puts together what is wanted of a flow and what it is doing.</summary>
internal static class DeploymentView
{
    public static FlowDeployment Of(string tenant, DesiredFlow desired, ActualFlow? actual, DateTimeOffset now)
    {
        var level = desired.LogLevel.At(now);
        var isCurrent = actual?.Version == desired.Current.Version;
        return new FlowDeployment
        {
            Tenant = tenant,
            Flow = desired.Flow,
            Version = desired.Current.Version,
            Artifact = desired.Current.Artifact,
            File = desired.Current.File,
            Parameters = desired.Current.Parameters,
            LogLevel = level.Level,
            LogLevelUntil = level.Until,
            DeployedAt = desired.Current.At,
            DeployedBy = desired.Current.By,
            Status = isCurrent ? actual!.Status : FlowStatus.Starting,
            Reason = isCurrent ? actual!.Reason : null,
            Diagnostics = isCurrent ? actual!.Diagnostics : [],
            RunningVersion = actual?.RunningVersion,
            Endpoints = actual?.Endpoints ?? [],
            Channels = actual?.Channels ?? [],
            InFlight = actual?.InFlight ?? 0,
            Waiting = actual?.Waiting ?? 0,
        };
    }

    /// <summary>A version whose successor was deployed before it had started.</summary>
    public static FlowDeployment Replaced(FlowDeployment before, int version) =>
        before with { Status = FlowStatus.Error, Reason = $"version {before.Version} was replaced by version {version} before it had started" };

    public static bool IsSettled(FlowStatus status) => status is FlowStatus.Started or FlowStatus.Error;
}

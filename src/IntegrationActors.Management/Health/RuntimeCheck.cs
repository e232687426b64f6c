using IntegrationActors.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IntegrationActors.Management.Health;

/// <summary>The node can work when its flows have started and the cluster answers; a partner system that is down is a matter of its channel, not of readiness.</summary>
internal sealed class RuntimeCheck(ITenantControl control, NodeReadiness? node = null) : IHealthCheck
{
    public const string Name = "runtime";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (node?.Reason is { } reason)
        {
            return HealthCheckResult.Unhealthy(reason);
        }

        await control.ListTenantsAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Runtime;

/// <summary>
/// What people do with tenants and their flows, on any node of the cluster. A decision is durable before its answer. An unknown tenant is an
/// <see cref="UnknownTenantException"/>; a part of the cluster that doesn't answer in time is a <see cref="TimeoutException"/>; a decision that the journal didn't take is
/// a <see cref="Storage.StoreUnavailableException"/>, and nothing has happened then.
/// </summary>
public interface ITenantControl
{
    /// <summary>Names of all tenants, sorted.</summary>
    Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancel);

    /// <summary>Creates a tenant.</summary>
    /// <returns>False when there is one of that name already.</returns>
    /// <exception cref="ArgumentException">The name is not 1 to 63 of <c>a-z 0-9 -</c>, starting with a letter.</exception>
    Task<bool> CreateTenantAsync(string tenant, CancellationToken cancel);

    /// <summary>
    /// Deletes a tenant with all that it has: its flows end within the drain limit, then its store, its keys and its part of the journal go for good. Interrupted, it goes on when it is
    /// called again.
    /// </summary>
    Task DeleteTenantAsync(string tenant, string by, CancellationToken cancel);

    /// <summary>
    /// Deploys a flow as a new version. Answers when that version is Started, when it is in Error (then the last good version still runs), or after 30 s as Starting.
    /// </summary>
    /// <exception cref="VersionConflictException"><see cref="DeployFlow.IfVersion"/> is not the current version.</exception>
    Task<FlowDeployment> DeployAsync(DeployFlow command, CancellationToken cancel);

    /// <summary>Takes a flow out. Messages inside are finished within the drain limit; the answer doesn't wait for them.</summary>
    /// <returns>The flow as it was last, Stopping; null when there is none of that name.</returns>
    /// <exception cref="VersionConflictException"><paramref name="ifVersion"/> is not the current version.</exception>
    Task<FlowDeployment?> UndeployAsync(string tenant, string flow, int? ifVersion, string by, CancellationToken cancel);

    /// <summary>Sets the log level of a flow from the next message on, without redeploy. Debug ends by itself after 24 hours, Trace after 10 minutes.</summary>
    /// <returns>The flow, or null when there is none of that name.</returns>
    Task<FlowDeployment?> SetLogLevelAsync(string tenant, string flow, MessageLogLevel level, string by, CancellationToken cancel);

    /// <summary>All flows of a tenant with what they are doing, sorted by name.</summary>
    Task<IReadOnlyList<FlowDeployment>> ListFlowsAsync(string tenant, CancellationToken cancel);

    /// <summary>One flow with what it is doing, or null when there is none of that name.</summary>
    Task<FlowDeployment?> FindFlowAsync(string tenant, string flow, CancellationToken cancel);

    /// <summary>Tests the channels of a flow on the node that runs it, or should; takes up to half a minute.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="channel">Name or kind of a channel; null: all.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>Null when there is no flow of that name, or its node does not know it yet.</returns>
    Task<ProbeReport?> ProbeAsync(string tenant, string flow, string? channel, CancellationToken cancel);

    /// <summary>Moves a tenant to the nodes of a pool (role <c>dedicated-&lt;pool&gt;</c>), or with null back to the shared nodes. Its flows drain and start again there.</summary>
    Task AssignAsync(string tenant, string? pool, string by, CancellationToken cancel);
}

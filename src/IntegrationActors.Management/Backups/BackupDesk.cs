using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Runtime;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Backups;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Backups;

/// <summary>Makes backups of tenants while they run, and restores them: (1) the backup is unpacked and checked; (2) it takes the place of the store; (3) its flows are deployed again.</summary>
internal sealed class BackupDesk(ITenantControl control, TenantDirectory tenants, TenantStores stores)
{
    private static readonly string Product = typeof(BackupDesk).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>A backup that writes itself; what it needs is looked up before.</summary>
    public async Task<Func<Stream, Task>> PrepareAsync(string tenant, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        var flows = await control.ListFlowsAsync(tenant, cancel);
        BackupFlow[] deployed = [.. flows.Select(f => new BackupFlow(f.Flow, f.Artifact, f.File, f.Parameters))];
        return target => store.Backup.WriteAsync(target, Product, deployed, cancel);
    }

    public async Task<RestoreView> RestoreAsync(string tenant, Stream zip, bool force, string by, CancellationToken cancel)
    {
        await RequireStoppedAsync(tenant, force, cancel);
        try
        {
            using var backup = await stores.StageAsync(zip, cancel);                                   // 1
            if (!string.Equals(backup.Manifest.Tenant, tenant, StringComparison.Ordinal))
            {
                throw ProblemException.Invalid($"this is a backup of tenant '{backup.Manifest.Tenant}': its content is encrypted for that name, so restore it under it");
            }

            await RequireStoppedAsync(tenant, force, cancel);
            await stores.RestoreAsync(backup);                                                         // 2
            return await DeployAsync(backup.Manifest, by);                                             // 3
        }
        catch (BackupException e)
        {
            throw ProblemException.Of(StatusCodes.Status422UnprocessableEntity, ProblemCode.BadBackup, "The backup can't be restored", $"the backup was not restored: {e.Message}");
        }
    }

    private async Task RequireStoppedAsync(string tenant, bool force, CancellationToken cancel)
    {
        if (!(await tenants.ListAsync(cancel)).Contains(tenant, StringComparer.Ordinal))
        {
            return;
        }

        if (!force)
        {
            throw ProblemException.Exists($"there is a tenant '{tenant}': force=true restores over all that it has");
        }

        if (await control.ListFlowsAsync(tenant, cancel) is { Count: > 0 } flows)
        {
            throw ProblemException.Exists($"tenant '{tenant}' runs {flows.Count} {(flows.Count == 1 ? "flow" : "flows")}: take them out first, then restore over what it has");
        }
    }

    // Begun is begun: a restored tenant must not stay without its flows because a connection broke.
    private async Task<RestoreView> DeployAsync(BackupManifest backup, string by)
    {
        await tenants.CreateAsync(backup.Tenant, CancellationToken.None);
        var (started, others) = (new List<string>(), new List<string>());
        foreach (var flow in backup.Flows)
        {
            var deployed = await control.DeployAsync(new DeployFlow(backup.Tenant, flow.Flow, flow.Artifact, flow.File, flow.Parameters, IfVersion: null, by), CancellationToken.None);
            (deployed.Status == FlowStatus.Started ? started : others).Add(flow.Flow);
        }

        return new RestoreView(backup.Tenant, backup.Taken, backup.Product, started, others);
    }
}

using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Runtime;

namespace IntegrationActors.Management.Flows;

/// <summary>
/// Deploys the flows of a bundle: 1 check, with an error nothing is deployed; 2 hold the versions against what the caller has seen; 3 store the bundle; 4 hand each flow to the
/// runtime, which starts it while the last version goes on.
/// </summary>
internal sealed class FlowDeployer(ITenantControl control, TenantDirectory tenants, FlowChecker checker)
{
    public async Task<DeploymentView> DeployAsync(DeploymentOrder order, CancellationToken cancel)
    {
        // 1
        var check = await CheckAsync(order, cancel);
        if (order.DryRun)
        {
            return View(order.Upload, check, flows: null);
        }

        // 2
        var flows = check.Flows.Select(f => (Flow: f, Version: RequiredVersion(order.Condition, f))).ToList();

        // 3
        var store = await tenants.StoreAsync(order.Tenant, cancel);
        await store.Artifacts.PutAsync(order.Upload.Artifact, order.Upload.Content);

        // 4
        var started = new List<FlowDeployment>();
        foreach (var (flow, version) in flows)
        {
            var command = new DeployFlow(order.Tenant, flow.Name, order.Upload.Artifact, flow.Definition.File, flow.Parameters, version, order.Caller.Name);
            started.Add(await control.DeployAsync(command, cancel));
        }

        return started.Exists(f => f.Status == FlowStatus.Error) ? throw NotStarted(started) : View(order.Upload, check, started);
    }

    private async Task<BundleCheck> CheckAsync(DeploymentOrder order, CancellationToken cancel)
    {
        var check = await checker.CheckAsync(order.Tenant, order.Upload, cancel);
        if (check.Errors > 0)
        {
            throw ProblemException.WithFindings(check.Findings);
        }

        var stranger = order.OnlyFlow is { } only ? check.Flows.FirstOrDefault(f => !string.Equals(f.Name, only, StringComparison.Ordinal)) : null;
        return stranger is null
            ? check
            : throw ProblemException.Invalid($"the address names flow '{order.OnlyFlow}', but {stranger.Definition.File} is flow '{stranger.Name}'");
    }

    private static int? RequiredVersion(VersionCondition condition, CheckedFlow flow)
    {
        var required = condition.Required(flow.Name, flow.Current);
        var current = flow.Current?.Version ?? 0;
        return required is { } expected && expected != current
            ? throw new VersionConflictException(flow.Name, expected, current)
            : required;
    }

    private static ProblemException NotStarted(IReadOnlyList<FlowDeployment> flows)
    {
        var detail = flows.Where(f => f.Status == FlowStatus.Error).Select(f =>
            $"flow '{f.Flow}' version {f.Version} doesn't start ({f.Reason}); {(f.RunningVersion is { } good ? $"version {good} keeps running" : "no version of it runs")}");
        return ProblemException.NotStarted(string.Join("; ", detail), [.. flows.SelectMany(f => f.Diagnostics)]);
    }

    private static DeploymentView View(FlowUpload upload, BundleCheck check, IReadOnlyList<FlowDeployment>? flows) => new()
    {
        DryRun = flows is null,
        Artifact = upload.Artifact,
        Checked = [.. check.Flows.Select(f => new CheckedFlowView(f.Name, f.Definition.File, f.Current?.Version ?? 0, f.IsUnchanged(upload.Artifact)))],
        Flows = [.. (flows ?? []).Select(FlowView.Of)],
        Diagnostics = Finding.Of(check.Findings),
    };
}

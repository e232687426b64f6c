using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Plans;
using IntegrationActors.Runtime.Tenants;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Flows;
using IntegrationActors.Runtime.Telemetry;

namespace IntegrationActors.Runtime.Flows;

/// <summary>Makes a version of a flow ready to run: (1) its bundle from the tenant's store; (2) the definition; (3) the plan; (4) the names of its steps for the log; (5) gate and inlets.</summary>
internal sealed class FlowLauncher(FlowNode node)
{
    /// <summary>Makes the version ready; the caller owns it and starts it.</summary>
    /// <exception cref="DiagnosticException">The author of the flow has to change something; all findings.</exception>
    public async Task<RunningFlow> PrepareAsync(FlowIdentity identity, FlowVersion version, FlowLogLevel level, CancellationToken cancel)
    {
        var store = node.Stores.Get(identity.Tenant);
        var (flow, plan) = await CompileAsync(identity, version, cancel);                                       // 1 to 3
        try
        {
            await store.Plans.PutAsync(identity.Flow, identity.Version, [.. plan.Nodes.Select(n => new FlowPlanNode(n.Kind, n.Name, n.Span.ToString()))]); // 4
            var log = new CountingMessageLog(store.MessageLog, node.Telemetry.Counters(identity));
            return new RunningFlow(version, plan, new FlowGate(flow.Concurrency), new FlowLogging(log, level, node.Time) { Inputs = store.Inputs }, node.Running); // 5
        }
        catch
        {
            await plan.DisposeAsync();
            throw;
        }
    }

    /// <summary>The plan of a version; the caller owns it.</summary>
    /// <exception cref="DiagnosticException">The author of the flow has to change something; all findings.</exception>
    public async Task<(FlowDefinition Flow, FlowPlan Plan)> CompileAsync(FlowIdentity identity, FlowVersion version, CancellationToken cancel)
    {
        var store = node.Stores.Get(identity.Tenant);
        var bundle = await LoadAsync(store, version.Artifact, cancel);                                          // 1
        var flow = await ReadAsync(store, bundle, version, cancel);                                             // 2
        var context = new FlowContext(identity, node, bundle, store) { AllowedHeaders = flow.AllowedHeaders };
        return (flow, FlowCompiler.Compile(flow, context));                                                     // 3
    }

    private static async Task<Bundle> LoadAsync(TenantStore store, string artifact, CancellationToken cancel)
    {
        var bytes = await store.Artifacts.GetAsync(artifact, cancel)
            ?? throw new InvalidOperationException($"the store of tenant '{store.Tenant}' has no artifact {artifact}: deploy the bundle again");
        using var zip = new MemoryStream(bytes, writable: false);
        return Bundle.FromZip(zip);
    }

    private async Task<FlowDefinition> ReadAsync(TenantStore store, Bundle bundle, FlowVersion version, CancellationToken cancel)
    {
        var flow = bundle.Flow(version.File);
        var credentials = await store.Credentials.ListAsync(cancel);
        var reading = node.Reader.Read(flow, new FlowReadingContext
        {
            Parameters = version.Parameters,
            References = new BundleReferences(bundle, credentials.Select(c => c.Name).ToHashSet(StringComparer.Ordinal)),
        });
        return reading.Flow ?? throw new DiagnosticException(reading.Findings);
    }
}

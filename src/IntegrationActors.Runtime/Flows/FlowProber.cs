using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Probing;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Flows;

/// <summary>Tests the channels of a flow on this node, in a plan of its own: beside whatever the flow is doing, and also when it does not start.</summary>
internal sealed class FlowProber(FlowLauncher launcher)
{
    private const string CannotBuild = "IA3940";

    /// <summary>The answer to who asked; without a report when there is no version to test.</summary>
    /// <param name="identity">The flow.</param>
    /// <param name="version">The version that should run.</param>
    /// <param name="channel">Name or kind of a channel; null: all.</param>
    /// <param name="cancel">The flow is taken away.</param>
    public Task<TenantAnswer> ProbeAsync(FlowIdentity identity, FlowVersion? version, string? channel, CancellationToken cancel) => Task.Run<TenantAnswer>(
        async () => new TenantAnswer.Probed(version is null ? null : await ReportAsync(identity with { Version = version.Version }, version, channel, cancel)), CancellationToken.None);

    private async Task<ProbeReport?> ReportAsync(FlowIdentity identity, FlowVersion version, string? channel, CancellationToken cancel)
    {
        try
        {
            var (_, plan) = await launcher.CompileAsync(identity, version, cancel);
            await using (plan)
            {
                return await FlowProbe.RunAsync(plan, channel, FlowProbe.DefaultLimit, cancel);
            }
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            var fault = new Fault(CannotBuild, $"The flow can't be built: {FlowFailure.Of(e, hasCompiled: false).Reason}", "Correct the flow and deploy it again.");
            return new ProbeReport([new ProbedChannel(identity.Flow, "flow", ChannelDirection.Receiver, [ProbeStep.Failed(ProbeLayers.Settings, fault)])], []);
        }
    }
}

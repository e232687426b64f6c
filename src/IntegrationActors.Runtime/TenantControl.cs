using Akka.Actor;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Probing;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Placement;
using IntegrationActors.Runtime.Tenants;
using IntegrationActors.Storage;

namespace IntegrationActors.Runtime;

/// <summary>Asks the actors of tenants, wherever they are, and gives up in time.</summary>
internal sealed class TenantControl(Regions regions, TenantStores stores, RuntimeOptions options) : ITenantControl
{
    public async Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancel) =>
        (await AskAsync<TenantAnswer.Names>(new DirectoryCommand.List(), options.AskTimeout, cancel)).Values;

    public async Task<bool> CreateTenantAsync(string tenant, CancellationToken cancel)
    {
        var added = await AskAsync<TenantAnswer.Added>(new DirectoryCommand.Add(TenantName.Check(tenant)), options.AskTimeout, cancel);
        if (added.IsNew)
        {
            await AskAsync<TenantAnswer.Done>(new TenantCommand.Settle(tenant), options.AskTimeout, cancel);
        }
        else
        {
            // It may have been added by a node that died right after. What is asked of the tenant next comes after this.
            (await regions.Tenants).Tell(new TenantCommand.Ensure(tenant));
        }

        return added.IsNew;
    }

    public async Task DeleteTenantAsync(string tenant, string by, CancellationToken cancel)
    {
        if (!TenantName.IsValid(tenant))
        {
            throw new UnknownTenantException(tenant);
        }

        // Begun is begun: who asked may go away.
        var journal = new JournalRows(await regions.System.WaitAsync(options.AskTimeout, cancel));
        await new TenantDeletion(AskAsync<TenantAnswer>, stores, options).RunAsync(tenant, by, journal, CancellationToken.None);
    }

    public async Task<FlowDeployment> DeployAsync(DeployFlow command, CancellationToken cancel)
    {
        var answer = await AskTenantAsync<TenantAnswer.Flow>(new TenantCommand.Deploy(command.Tenant, command), options.DeployTimeout + options.AskTimeout, cancel);
        return answer.Value ?? throw new InvalidOperationException($"flow '{command.Flow}' was undeployed while it was being deployed");
    }

    public async Task<FlowDeployment?> UndeployAsync(string tenant, string flow, int? ifVersion, string by, CancellationToken cancel) =>
        (await AskTenantAsync<TenantAnswer.Flow>(new TenantCommand.Undeploy(tenant, flow, ifVersion, by), options.AskTimeout, cancel)).Value;

    public async Task<FlowDeployment?> SetLogLevelAsync(string tenant, string flow, MessageLogLevel level, string by, CancellationToken cancel) =>
        (await AskTenantAsync<TenantAnswer.Flow>(new TenantCommand.SetLogLevel(tenant, flow, level, by), options.AskTimeout, cancel)).Value;

    public async Task<IReadOnlyList<FlowDeployment>> ListFlowsAsync(string tenant, CancellationToken cancel) =>
        (await AskTenantAsync<TenantAnswer.Flows>(new TenantCommand.List(tenant), options.AskTimeout, cancel)).Values;

    public async Task<FlowDeployment?> FindFlowAsync(string tenant, string flow, CancellationToken cancel) =>
        (await AskTenantAsync<TenantAnswer.Flow>(new TenantCommand.Find(tenant, flow), options.AskTimeout, cancel)).Value;

    public async Task<ProbeReport?> ProbeAsync(string tenant, string flow, string? channel, CancellationToken cancel) =>
        (await AskTenantAsync<TenantAnswer.Probed>(new TenantCommand.Probe(tenant, flow, channel), FlowProbe.DefaultLimit + options.AskTimeout, cancel)).Report;

    public Task AssignAsync(string tenant, string? pool, string by, CancellationToken cancel) =>
        AskTenantAsync<TenantAnswer.Done>(new TenantCommand.Assign(tenant, pool, by), options.AskTimeout, cancel);

    // A name that can't be one must not wake an entity.
    private Task<T> AskTenantAsync<T>(TenantCommand command, TimeSpan patience, CancellationToken cancel)
        where T : TenantAnswer =>
        TenantName.IsValid(command.Tenant) ? AskAsync<T>(command, patience, cancel) : throw new UnknownTenantException(command.Tenant);

    private async Task<T> AskAsync<T>(object command, TimeSpan patience, CancellationToken cancel)
        where T : TenantAnswer
    {
        var tenants = await regions.Tenants.WaitAsync(patience, cancel);
        try
        {
            return await tenants.Ask<TenantAnswer>(command, patience, cancel) switch
            {
                TenantAnswer.Unknown unknown => throw new UnknownTenantException(unknown.Tenant),
                TenantAnswer.Failed failed => throw new StoreUnavailableException(failed.Reason),
                TenantAnswer.Conflict conflict => throw new VersionConflictException(conflict.Name, conflict.Expected, conflict.Current),
                T answer => answer,
                var other => throw new InvalidOperationException($"{command.GetType().Name} was answered by {other.GetType().Name}"),
            };
        }
        catch (AskTimeoutException e)
        {
            throw new TimeoutException($"the cluster didn't answer within {patience.TotalSeconds:0} s; whether the command is carried out is open: ask for the state of the flow", e);
        }
    }
}

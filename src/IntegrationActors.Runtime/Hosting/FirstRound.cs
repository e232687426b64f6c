using Akka.Actor;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Placement;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>
/// Right after the start, ahead of the reconciler: wakes all tenants and says that the node is ready once every flow is Started or in Error, or after the time a deployment may take.
/// </summary>
internal sealed class FirstRound(Regions regions, RuntimeOptions options, NodeReadiness readiness) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(() => RunAsync(_stop.Token));

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            var tenants = await regions.Tenants;
            readiness.Starting("the node is waiting for its cluster");
            var names = await ListAsync(tenants, cancel);
            readiness.Starting("flows are starting");
            await Task.WhenAll(names.Select(name => SettleAsync(tenants, name, cancel)));
            readiness.Ready();
        }
        catch (OperationCanceledException)
        {
            // The node stops before it was ready.
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync(IActorRef tenants, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                if (await tenants.Ask<TenantAnswer>(new DirectoryCommand.List(), options.AskTimeout, cancel) is TenantAnswer.Names names)
                {
                    return names.Values;
                }
            }
            catch (AskTimeoutException)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task SettleAsync(IActorRef tenants, string tenant, CancellationToken cancel)
    {
        try
        {
            await tenants.Ask<TenantAnswer>(new TenantCommand.Settle(tenant), options.DeployTimeout, cancel);
        }
        catch (AskTimeoutException)
        {
            // One slow tenant must not keep the others from their messages.
        }
    }
}

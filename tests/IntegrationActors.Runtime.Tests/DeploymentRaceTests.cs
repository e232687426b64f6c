using IntegrationActors.Core.MessageLog;
using IntegrationActors.Definitions;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests;

/// <summary>Deployments that meet each other, or something missing, on a whole node.</summary>
public sealed class DeploymentRaceTests : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private TestNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(_folder.Path);
        Assert.True(await _node.Control.CreateTenantAsync("acme", CancellationToken.None));
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_many_who_replace_the_same_version_at_once_one_wins()
    {
        await _node.DeployAsync("orders");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return (await _node.DeployAsync("orders", ifVersion: 1)).Version;
            }
            catch (VersionConflictException e)
            {
                return -e.Current;
            }
        }));

        Assert.Equal([-2, -2, -2, -2, -2, -2, -2, 2], outcomes.Order());
    }

    [Fact]
    public async Task Many_deployments_at_once_are_all_answered_and_the_newest_runs()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _node.DeployAsync("orders")));

        Assert.Equal(Enumerable.Range(1, 8), answers.Select(a => a.Version).Order());
        await Eventually.HoldsAsync(async () => await _node.FindAsync("orders") is { Status: FlowStatus.Started, RunningVersion: 8 });
        Assert.Equal(8, (await _node.Network.SendAsync("orders"))!.Version);
        Assert.Single(await _node.Control.ListFlowsAsync("acme", CancellationToken.None));
    }

    [Fact]
    public async Task A_flow_that_is_undeployed_and_deployed_again_at_once_runs()
    {
        for (var round = 1; round <= 5; round++)
        {
            await _node.DeployAsync("orders");
            await _node.Control.UndeployAsync("acme", "orders", null, "me", CancellationToken.None);
            var flow = await _node.DeployAsync("orders");

            Assert.Equal((round * 2, FlowStatus.Started), (flow.Version, flow.Status));
            Assert.Equal(round * 2, (await _node.Network.SendAsync("orders"))!.Version);
            await _node.Control.UndeployAsync("acme", "orders", null, "me", CancellationToken.None);
        }

        await Eventually.HoldsAsync(() => _node.Network.Find("orders") is null);
    }

    [Fact]
    public async Task A_version_that_hangs_while_it_starts_makes_way_for_the_next_one()
    {
        await _node.DeployAsync("orders");
        _node.Network.Hanging["orders"] = false;
        var hanging = _node.DeployAsync("orders");
        await Eventually.HoldsAsync(() => _node.Network.Hanging["orders"]);
        Assert.Equal(2, (await _node.FindAsync("orders"))!.Version);
        Assert.Equal(1, (await _node.Network.SendAsync("orders"))!.Version);

        var next = await _node.DeployAsync("orders");

        Assert.Equal((3, FlowStatus.Started), (next.Version, next.Status));
        Assert.Equal((2, FlowStatus.Error), ((await hanging).Version, (await hanging).Status));
        Assert.DoesNotContain(_node.Log.Lines, line => line.Contains("could not be started", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flow_that_hangs_while_it_starts_can_be_undeployed()
    {
        _node.Network.Hanging["orders"] = false;
        var hanging = _node.DeployAsync("orders");
        await Eventually.HoldsAsync(() => _node.Network.Hanging["orders"]);

        await _node.Control.UndeployAsync("acme", "orders", null, "me", CancellationToken.None);

        Assert.Equal(FlowStatus.Stopping, (await hanging).Status);
        Assert.Equal((2, FlowStatus.Started), ((await _node.DeployAsync("orders")).Version, FlowStatus.Started));
    }

    [Fact]
    public async Task A_bundle_that_is_missing_from_the_store_is_told_and_the_flow_runs_when_it_is_there()
    {
        var zip = Bundle.FromFlow("late.flow.yaml", "flow: late\nfrom:\n  probe: { address: late }\nsteps:\n  - set: { headers: { A: b } }\n").ToZip();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(zip));

        var flow = await _node.Control.DeployAsync(new DeployFlow("acme", "late", hash, "late.flow.yaml", new Dictionary<string, string>(), null, "me"), CancellationToken.None);
        Assert.Equal((FlowStatus.Error, null), (flow.Status, flow.RunningVersion));
        Assert.Contains($"has no artifact {hash}: deploy the bundle again", flow.Reason, StringComparison.Ordinal);

        await _node.Stores.Get("acme").Artifacts.PutAsync(hash, zip);
        await Eventually.HoldsAsync(async () => await _node.FindAsync("late") is { Status: FlowStatus.Started, RunningVersion: 1 });
        Assert.Equal(MessageStatus.Completed, (await _node.Network.SendAsync("late"))!.Settled!.Value.Status);
    }
}

using System.Runtime.CompilerServices;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests;

/// <summary>A whole node on real files.</summary>
public sealed class TenantControlTests : IAsyncLifetime, IDisposable
{
    private const string Hold = "  - hold: {}";
    private const string Broken = "  - broken: {}";

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
    public async Task A_tenant_is_created_once_and_listed()
    {
        Assert.False(await _node.Control.CreateTenantAsync("acme", CancellationToken.None));
        Assert.True(await _node.Control.CreateTenantAsync("zeta", CancellationToken.None));
        Assert.Equal(["acme", "zeta"], await _node.Control.ListTenantsAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => _node.Control.CreateTenantAsync("No/Name", CancellationToken.None));
        await Assert.ThrowsAsync<UnknownTenantException>(() => _node.Control.ListFlowsAsync("nobody", CancellationToken.None));
        await Assert.ThrowsAsync<UnknownTenantException>(() => _node.Control.ListFlowsAsync("No/Name", CancellationToken.None));
    }

    [Fact]
    public async Task A_deployed_flow_takes_messages()
    {
        var flow = await _node.DeployAsync("orders");

        Assert.Equal((FlowStatus.Started, 1, 1), (flow.Status, flow.Version, flow.RunningVersion));
        Assert.Equal(["orders"], flow.Endpoints);
        Assert.Equal(MessageStatus.Completed, (await _node.Network.SendAsync("orders"))!.Settled!.Value.Status);
    }

    [Fact]
    public async Task A_new_version_takes_over_while_the_old_one_finishes_its_messages()
    {
        await _node.DeployAsync("orders", Hold);
        var inside = _node.Network.SendAsync("orders");
        await _node.Holds.Arrived.WaitAsync();

        var flow = await _node.DeployAsync("orders");
        var next = await _node.Network.SendAsync("orders");
        _node.Holds.Released.SetResult();
        var first = await inside;

        Assert.Equal((2, FlowStatus.Started), (flow.Version, flow.Status));
        Assert.Equal((2, 1), (next!.Version, first!.Version));
        Assert.Equal(MessageStatus.Completed, first.Settled!.Value.Status);
    }

    [Fact]
    public async Task Ten_redeploys_under_load_lose_no_message()
    {
        await _node.DeployAsync("orders");
        using var enough = new CancellationTokenSource();
        var newest = new StrongBox<int>();
        var senders = Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendUntilAsync(newest, enough.Token))).ToArray();

        try
        {
            for (var version = 2; version <= 11; version++)
            {
                Assert.Equal(version, (await _node.DeployAsync("orders")).RunningVersion);
                await Eventually.HoldsAsync(() => Volatile.Read(ref newest.Value) == version);
            }
        }
        finally
        {
            await enough.CancelAsync();
        }

        var sent = await Task.WhenAll(senders);
        Assert.All(sent, versions => Assert.Equal(versions.Order(), versions));
        var logged = await _node.Stores.Get("acme").Messages.CountAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Equal(new Dictionary<MessageStatus, long> { [MessageStatus.Completed] = sent.Sum(versions => versions.Count) }, logged);
    }

    [Fact]
    public async Task Senders_that_never_wait_are_sent_away_before_the_log_outgrows_its_bound()
    {
        await _node.DeployAsync("orders");
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;

        var senders = Enumerable.Range(0, 2).Select(_ => Task.Run(() => HurryAsync(enough.Token))).ToArray();
        while (!enough.IsCancellationRequested)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            await Task.Delay(100);
        }

        Assert.True((await Task.WhenAll(senders)).Sum() > 1000);
        Assert.InRange(most, 0, 256L * 1024 * 1024);
    }

    [Fact]
    public async Task A_version_that_does_not_compile_leaves_the_last_good_one_running_also_after_a_restart()
    {
        await _node.DeployAsync("orders");

        var flow = await _node.DeployAsync("orders", Broken);

        Assert.Equal((2, FlowStatus.Error, 1), (flow.Version, flow.Status, flow.RunningVersion));
        Assert.Equal("IA9999", Assert.Single(flow.Diagnostics).Code);
        Assert.Equal(1, (await _node.Network.SendAsync("orders"))!.Version);

        await RestartAsync();
        await Eventually.HoldsAsync(async () => await _node.FindAsync("orders") is { Status: FlowStatus.Error, RunningVersion: 1 });
        Assert.Equal(1, (await _node.Network.SendAsync("orders"))!.Version);
    }

    [Fact]
    public async Task A_channel_that_can_not_be_opened_is_tried_again()
    {
        _node.Network.Closed["orders"] = new IOException("the port is taken");
        var flow = await _node.DeployAsync("orders");
        Assert.Equal((FlowStatus.Error, "the port is taken", null), (flow.Status, flow.Reason, flow.RunningVersion));

        _node.Network.Closed.Clear();

        await Eventually.HoldsAsync(async () => (await _node.FindAsync("orders"))!.Status == FlowStatus.Started);
    }

    [Fact]
    public async Task One_broken_flow_touches_no_other()
    {
        await _node.DeployAsync("orders");
        await _node.DeployAsync("broken", Broken);

        Assert.NotNull(await _node.Network.SendAsync("orders"));
        var flows = await _node.Control.ListFlowsAsync("acme", CancellationToken.None);
        Assert.Equal([("broken", FlowStatus.Error), ("orders", FlowStatus.Started)], flows.Select(f => (f.Flow, f.Status)));
    }

    [Fact]
    public async Task An_undeployed_flow_finishes_its_messages_and_is_gone()
    {
        await _node.DeployAsync("orders", Hold);
        var inside = _node.Network.SendAsync("orders");
        await _node.Holds.Arrived.WaitAsync();

        var last = await _node.Control.UndeployAsync("acme", "orders", 1, "me", CancellationToken.None);
        await Eventually.HoldsAsync(() => _node.Network.Find("orders") is null);
        _node.Holds.Released.SetResult();

        Assert.Equal(FlowStatus.Stopping, last!.Status);
        Assert.Equal(MessageStatus.Completed, (await inside)!.Settled!.Value.Status);
        Assert.Null(await _node.FindAsync("orders"));
        Assert.Null(await _node.Control.UndeployAsync("acme", "orders", null, "me", CancellationToken.None));
    }

    [Fact]
    public async Task A_wrong_version_is_a_conflict()
    {
        await _node.DeployAsync("orders");

        var conflict = await Assert.ThrowsAsync<VersionConflictException>(() => _node.DeployAsync("orders", ifVersion: 7));

        Assert.Equal(1, conflict.Current);
    }

    [Fact]
    public async Task The_log_level_changes_without_redeploy()
    {
        await _node.DeployAsync("orders");
        await _node.Control.SetLogLevelAsync("acme", "orders", MessageLogLevel.None, "me", CancellationToken.None);
        await Eventually.HoldsAsync(async () => (await _node.Network.SendAsync("orders"))!.Settled!.Value.Exchange.Log.Level == MessageLogLevel.None);

        var flow = await _node.FindAsync("orders");

        Assert.Equal((1, MessageLogLevel.None), (flow!.Version, flow.LogLevel));
    }

    [Fact]
    public async Task What_was_decided_runs_again_after_a_restart()
    {
        await _node.DeployAsync("orders");
        await _node.DeployAsync("orders");
        await _node.DeployAsync("gone");
        await _node.Control.UndeployAsync("acme", "gone", null, "me", CancellationToken.None);
        await _node.Control.SetLogLevelAsync("acme", "orders", MessageLogLevel.Error, "me", CancellationToken.None);

        await RestartAsync();
        await Eventually.HoldsAsync(() => _node.Service<NodeReadiness>().IsReady);

        var flow = Assert.Single(await _node.Control.ListFlowsAsync("acme", CancellationToken.None));
        Assert.Equal(("orders", 2, FlowStatus.Started, MessageLogLevel.Error), (flow.Flow, flow.Version, flow.Status, flow.LogLevel));
        Assert.Equal(2, (await _node.Network.SendAsync("orders"))!.Version);
    }

    [Fact]
    public async Task The_stop_of_the_node_finishes_messages_inside()
    {
        await _node.DeployAsync("orders", Hold);
        var inside = _node.Network.SendAsync("orders");
        await _node.Holds.Arrived.WaitAsync();
        var (readiness, network, holds) = (_node.Service<NodeReadiness>(), _node.Network, _node.Holds);

        var stopping = RestartAsync();
        await Eventually.HoldsAsync(() => network.Find("orders") is null);
        holds.Released.SetResult();
        await stopping;

        Assert.False(readiness.IsReady);
        Assert.Equal(MessageStatus.Completed, (await inside)!.Settled!.Value.Status);
        Assert.Equal([MessageStatus.Completed], await _node.StatusesAsync());
    }

    [Fact]
    public async Task A_node_with_nothing_inside_stops_at_once()
    {
        await _node.DeployAsync("orders");
        var took = System.Diagnostics.Stopwatch.StartNew();

        await _node.LeaveAsync();

        Assert.InRange(took.Elapsed.TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task Messages_that_do_not_end_within_the_drain_limit_are_cut_and_ABANDONED()
    {
        await RestartAsync("runtime.drain-timeout=0s");
        await _node.DeployAsync("orders", Hold);
        var inside = _node.Network.SendAsync("orders");
        await _node.Holds.Arrived.WaitAsync();

        await RestartAsync();

        Assert.Equal(MessageStatus.Abandoned, (await inside)!.Settled!.Value.Status);
        Assert.Equal([MessageStatus.Abandoned], await _node.StatusesAsync());
    }

    [Fact]
    public async Task A_second_node_on_the_same_data_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<Runtime.Configuration.ConfigException>(() => TestNode.StartAsync(_folder.Path));

        Assert.Contains("in use by another node", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<int> HurryAsync(CancellationToken enough)
    {
        var sent = 0;
        while (!enough.IsCancellationRequested)
        {
            Assert.NotNull(await _node.Network.SendAsync("orders"));
            sent++;
        }

        return sent;
    }

    private async Task RestartAsync(params string[] settings)
    {
        await _node.DisposeAsync();
        _node = await TestNode.StartAsync(_folder.Path, settings);
    }

    // One message after the other as fast as a client over a network could, so that the log is busy but never behind.
    private async Task<List<int>> SendUntilAsync(StrongBox<int> newest, CancellationToken enough)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var versions = new List<int>();
        while (!enough.IsCancellationRequested && await pace.WaitForNextTickAsync(CancellationToken.None))
        {
            var receipt = await _node.Network.SendAsync("orders");
            Assert.Equal(MessageStatus.Completed, receipt!.Settled!.Value.Status);
            versions.Add(receipt.Version);
            Volatile.Write(ref newest.Value, receipt.Version);
        }

        return versions;
    }
}

using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Streams;

/// <summary>Flows that fetch their messages, on a whole node.</summary>
public sealed class ChannelRedeployTests : IDisposable
{
    private const int Messages = 3000;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Versions_replace_each_other_under_load_and_each_message_runs_once()
    {
        await using var node = await TestNode.StartAsync(_folder.Path);
        await DeployAsync(node, "fast");
        for (var i = 0; i < Messages; i++)
        {
            node.Fetched.Put(i);
        }

        for (var version = 2; version <= 6; version++)
        {
            await DeployAsync(node, $"v{version}");
        }

        await Eventually.HoldsAsync(() => node.Fetched.Settled.Count >= Messages);
        await node.LeaveAsync();

        Assert.All(node.Fetched.Settled, settled => Assert.Equal(MessageStatus.Completed, settled.Status));
        Assert.Equal(Enumerable.Range(0, Messages), node.Fetched.Settled.Select(s => s.Number).Order());
    }

    [Fact]
    public async Task A_flow_tells_how_its_channels_are_doing()
    {
        await using var node = await TestNode.StartAsync(_folder.Path);

        await DeployAsync(node, "orders");

        await Eventually.HoldsAsync(async () => (await node.FindAsync("orders"))?.Channels is [{ Channel: "fetch", State: ChannelState.Connected }]);
    }

    [Fact]
    public async Task A_cut_message_is_given_back_and_runs_in_the_next_version()
    {
        await using var node = await TestNode.StartAsync(_folder.Path, "runtime.drain-timeout=100ms");
        await DeployAsync(node, "slow", "  - hold");
        node.Fetched.Put(7);
        await node.Holds.Arrived.WaitAsync();

        await DeployAsync(node, "fast");

        await Eventually.HoldsAsync(() => node.Fetched.Settled.Count == 2);
        Assert.Equal([(7, MessageStatus.Abandoned), (7, MessageStatus.Completed)], node.Fetched.Settled);
    }

    private static Task<FlowDeployment> DeployAsync(TestNode node, string header, string? steps = null) =>
        node.DeployTextAsync("orders", $"flow: orders\nfrom: {{ fetch: {{ concurrency: 8 }} }}\nsteps:\n{steps ?? $"  - set: {{ headers: {{ A: {header} }} }}"}\n");
}

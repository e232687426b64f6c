using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Streams;

/// <summary>Flows that fetch their messages, on a whole node.</summary>
public sealed class ChannelRedeployTests : IAsyncLifetime, IDisposable
{
    private const int Messages = 3000;

    private readonly TestFolder _folder = new();
    private TestNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(_folder.Path, "runtime.drain-timeout=1s");
        Assert.True(await _node.Control.CreateTenantAsync("acme", CancellationToken.None));
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Versions_replace_each_other_under_load_and_each_message_runs_once()
    {
        await DeployAsync("fast");
        for (var i = 0; i < Messages; i++)
        {
            _node.Fetched.Put(i);
        }

        for (var version = 2; version <= 6; version++)
        {
            await DeployAsync($"v{version}");
        }

        await Eventually.HoldsAsync(() => _node.Fetched.Settled.Count >= Messages);
        await _node.LeaveAsync();

        Assert.All(_node.Fetched.Settled, settled => Assert.Equal(MessageStatus.Completed, settled.Status));
        Assert.Equal(Enumerable.Range(0, Messages), _node.Fetched.Settled.Select(s => s.Number).Order());
    }

    [Fact]
    public async Task A_flow_tells_how_its_channels_are_doing()
    {
        await DeployAsync("orders");

        await Eventually.HoldsAsync(async () => (await _node.FindAsync("orders"))?.Channels is [{ Channel: "fetch", State: ChannelState.Connected }]);
    }

    [Fact]
    public async Task A_cut_message_is_given_back_and_runs_in_the_next_version()
    {
        await DeployAsync("slow", "  - hold");
        _node.Fetched.Put(7);
        await _node.Holds.Arrived.WaitAsync();

        await DeployAsync("fast");

        await Eventually.HoldsAsync(() => _node.Fetched.Settled.Count == 2);
        Assert.Equal([(7, MessageStatus.Abandoned), (7, MessageStatus.Completed)], _node.Fetched.Settled);
    }

    private Task<FlowDeployment> DeployAsync(string header, string? steps = null) =>
        _node.DeployTextAsync("orders", $"flow: orders\nfrom: {{ fetch: {{ concurrency: 8 }} }}\nsteps:\n{steps ?? $"  - set: {{ headers: {{ A: {header} }} }}"}\n");
}

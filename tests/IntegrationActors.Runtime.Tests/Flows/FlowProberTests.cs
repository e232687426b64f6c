using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Flows;

/// <summary>Through a whole node.</summary>
public sealed class FlowProberTests : IAsyncLifetime, IDisposable
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
    public async Task The_channels_of_a_flow_are_tested_on_its_node()
    {
        await _node.DeployAsync("orders");

        var report = await _node.Control.ProbeAsync("acme", "orders", null, CancellationToken.None);

        Assert.Equal(["probe"], report!.Names);
        Assert.Equal("orders of acme/orders@1", Assert.Single(Assert.Single(report.Channels).Steps).Detail);
        Assert.Null(await _node.Control.ProbeAsync("acme", "nothing", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_flow_that_can_not_be_built_fails_its_test_with_its_findings()
    {
        await _node.DeployAsync("orders", "  - broken: {}");

        var report = await _node.Control.ProbeAsync("acme", "orders", null, CancellationToken.None);

        Assert.Equal("IA3940", Assert.Single(Assert.Single(report!.Channels).Steps).Code);
    }
}

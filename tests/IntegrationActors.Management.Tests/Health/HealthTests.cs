using System.Net;

namespace IntegrationActors.Management.Tests.Health;

public sealed class HealthTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Liveness_and_readiness_need_no_token()
    {
        Assert.Equal("ok", await _host.Remote.GetStringAsync("/livez"));
        Assert.Equal("ok", await _host.Remote.GetStringAsync("/readyz"));
        Assert.Equal("[+]runtime ok\nreadyz check passed\n", await _host.Remote.GetStringAsync("/readyz?verbose"));
    }

    [Fact]
    public async Task A_node_without_its_runtime_is_alive_and_not_ready()
    {
        _host.Control.IsDown = true;

        var ready = await _host.Remote.GetAsync("/readyz?verbose");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.StartsWith("[-]runtime failed", await ready.Content.ReadAsStringAsync());
        Assert.Equal("ok", await _host.Remote.GetStringAsync("/livez"));
    }
}

using System.Net;
using System.Net.Sockets;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Hosting;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Hosting;

public sealed class ClusterSetupTests
{
    [Fact]
    public void Alone_on_loopback_needs_nothing() => new ClusterSetup(new ClusterOptions()).Check();

    [Fact]
    public void Several_nodes_without_TLS_are_refused_unless_it_is_said_by_name()
    {
        var several = new ClusterOptions { SeedNodes = ["127.0.0.1:4053"] };
        var reachable = new ClusterOptions { Host = "10.0.0.1" };

        Assert.Contains("without-tls-on-trusted-network", Assert.Throws<ConfigException>(new ClusterSetup(several).Check).Message, StringComparison.Ordinal);
        Assert.Throws<ConfigException>(new ClusterSetup(reachable).Check);
        new ClusterSetup(several with { WithoutTlsOnTrustedNetwork = true }).Check();
        new ClusterSetup(several with { Tls = new ClusterTlsOptions { Certificate = "node.pfx" } }).Check();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_so_many_words()
    {
        using var folder = new TestFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsAsync<ConfigException>(() => TestNode.StartAsync(folder.Path, $"cluster.port={port}"));

        Assert.Contains($"port {port} of 127.0.0.1", refusal.Message, StringComparison.Ordinal);
    }
}

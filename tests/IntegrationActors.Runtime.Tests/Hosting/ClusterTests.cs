using System.Net;
using System.Net.Sockets;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Hosting;

/// <summary>Two nodes of one cluster in this process.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task A_flow_is_seen_from_every_node_and_moves_when_its_node_leaves()
    {
        using var first = new TestFolder();
        using var second = new TestFolder();
        var port = FreePort();
        string[] network = ["cluster.without-tls-on-trusted-network=on", $"cluster.seed-nodes=[\"127.0.0.1:{port}\"]", .. Journal(first.Path)];
        var a = await TestNode.StartAsync(first.Path, [$"cluster.port={port}", .. network]);
        await a.Control.CreateTenantAsync("acme", CancellationToken.None);
        await a.DeployAsync("orders");
        await using var b = await TestNode.StartAsync(second.Path, a.Stores, network);

        await Eventually.HoldsAsync(() => b.Service<NodeReadiness>().IsReady);
        Assert.Equal(FlowStatus.Started, (await b.FindAsync("orders"))!.Status);
        Assert.Equal((2, FlowStatus.Started), (await b.DeployAsync("orders")) switch { var f => (f.Version, f.Status) });
        await a.LeaveAsync();

        await Eventually.HoldsAsync(() => b.Network.Find("orders") is not null);
        Assert.Equal(2, (await b.Network.SendAsync("orders"))!.Version);
        Assert.DoesNotContain(a.Log.Lines.Concat(b.Log.Lines), line => line.Contains("WireTypes", StringComparison.Ordinal));
        await a.DisposeAsync();
    }

    private static string[] Journal(string folder) =>
    [
        $"akka.persistence.journal.sql.connection-string=Data Source={folder}/journal.db",
        $"akka.persistence.snapshot-store.sql.connection-string=Data Source={folder}/journal.db",
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

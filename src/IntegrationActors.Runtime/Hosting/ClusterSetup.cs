using System.Net;
using Akka.Actor;
using Akka.Cluster;
using IntegrationActors.Runtime.Configuration;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>How the node finds its cluster. Alone on loopback it needs nothing; everything else needs TLS, or a word that says it is wanted without.</summary>
internal sealed class ClusterSetup(ClusterOptions options)
{
    private const string SystemName = "ia";

    private bool HasTls => options.Tls.Certificate.Length > 0;

    private bool IsAlone => options.SeedNodes.Count == 0 && IsLoopback(options.Host);

    /// <summary>Refuses what is unsafe.</summary>
    /// <exception cref="ConfigException">Nodes would talk over a network without TLS.</exception>
    public void Check()
    {
        if (!IsAlone && !HasTls && !options.WithoutTlsOnTrustedNetwork)
        {
            throw new ConfigException(
                "nodes must not talk over a network without TLS, since whoever reaches the port owns the cluster: set integration-actors.cluster.tls, "
                + "or integration-actors.cluster.without-tls-on-trusted-network = on where nobody else can enter");
        }
    }

    /// <summary>Settings to put on top of the others, as HOCON.</summary>
    public string Settings() => HasTls ? "akka.remote.dot-netty.tcp.enable-ssl = on" : "";

    /// <summary>Joins the seed nodes, or without any founds a cluster of one.</summary>
    public void Join(ActorSystem system)
    {
        var cluster = Cluster.Get(system);
        if (options.SeedNodes.Count == 0)
        {
            cluster.Join(cluster.SelfAddress);
        }
        else
        {
            cluster.JoinSeedNodes(options.SeedNodes.Select(Seed));
        }
    }

    private Address Seed(string node)
    {
        var colon = node.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(node.AsSpan(colon + 1), out var port)
            ? new Address(HasTls ? "akka.ssl.tcp" : "akka.tcp", SystemName, node[..colon], port)
            : throw new ConfigException($"'{node}' in integration-actors.cluster.seed-nodes is not a node: write host:port, such as node1:4053");
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

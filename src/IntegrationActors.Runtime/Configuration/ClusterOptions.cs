using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>The node's place in its cluster. Without seed nodes it is a cluster of one.</summary>
public sealed record ClusterOptions
{
    /// <summary>Name or address under which other nodes reach this one. Default: <c>127.0.0.1</c>.</summary>
    [MinLength(1)]
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port for other nodes; 0 takes a free one. Default: 4053.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; } = 4053;

    /// <summary>Where to ask for the cluster, as <c>host:port</c>; the first one founds it. Default: none.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    /// <summary>Roles of this node: <c>runtime</c> runs flows, <c>dedicated-&lt;pool&gt;</c> only those of tenants assigned to that pool. Default: <c>runtime</c>.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Roles { get; init; } = ["runtime"];

    /// <summary>Release of this node, for rolling updates: new placements go to nodes of the newest one. Default: <c>0.1.0</c>.</summary>
    [MinLength(1)]
    public string AppVersion { get; init; } = "0.1.0";

    /// <summary>Lets nodes talk without TLS over a network: whoever reaches the port owns the cluster. For networks that nobody else can enter. Default: off.</summary>
    public bool WithoutTlsOnTrustedNetwork { get; init; }

    /// <summary>Mutual TLS between nodes.</summary>
    public ClusterTlsOptions Tls { get; init; } = new();
}

using IntegrationActors.Core.MessageLog;
using IntegrationActors.Management.Problems;
using IntegrationActors.Runtime;

namespace IntegrationActors.Management.Flows;

/// <summary>A deployed flow: what was decided, and what it is doing.</summary>
public sealed record FlowView
{
    /// <summary>Name of the flow, unique within the tenant.</summary>
    public required string Name { get; init; }

    /// <summary>Revision of the deployment, counted from 1; in quotes it is the ETag.</summary>
    public required int Version { get; init; }

    /// <summary>What the current version is doing.</summary>
    public required FlowStatus Status { get; init; }

    /// <summary>Why the status is Error, or why starting takes long.</summary>
    public string? Reason { get; init; }

    /// <summary>The version that takes messages: the current one or the last good one; null when none does.</summary>
    public int? RunningVersion { get; init; }

    /// <summary>How much the message log keeps of new messages.</summary>
    public MessageLogLevel LogLevel { get; init; }

    /// <summary>When the log level falls back to Info by itself.</summary>
    public DateTimeOffset? LogLevelUntil { get; init; }

    /// <summary>Paths or addresses under which senders reach the flow.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>Channels of the running version that fetch their messages: what they are doing, why not, and when they try again.</summary>
    public IReadOnlyList<ChannelView> Channels { get; init; } = [];

    /// <summary>Messages being processed.</summary>
    public int InFlight { get; init; }

    /// <summary>Messages waiting for admission.</summary>
    public int Waiting { get; init; }

    /// <summary>Values of parameters that the deployment gave.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>SHA-256 of the bundle that the flow was deployed from.</summary>
    public required string Artifact { get; init; }

    /// <summary>Path of the flow file in the bundle.</summary>
    public required string File { get; init; }

    /// <summary>When this version was deployed.</summary>
    public required DateTimeOffset DeployedAt { get; init; }

    /// <summary>Who deployed it.</summary>
    public required string DeployedBy { get; init; }

    /// <summary>Findings about the current version.</summary>
    public IReadOnlyList<Finding> Diagnostics { get; init; } = [];

    internal static FlowView Of(FlowDeployment flow) => new()
    {
        Name = flow.Flow,
        Version = flow.Version,
        Status = flow.Status,
        Reason = flow.Reason,
        RunningVersion = flow.RunningVersion,
        LogLevel = flow.LogLevel,
        LogLevelUntil = flow.LogLevelUntil,
        Endpoints = flow.Endpoints,
        Channels = [.. flow.Channels.Select(ChannelView.Of)],
        InFlight = flow.InFlight,
        Waiting = flow.Waiting,
        Parameters = flow.Parameters,
        Artifact = flow.Artifact,
        File = flow.File,
        DeployedAt = flow.DeployedAt,
        DeployedBy = flow.DeployedBy,
        Diagnostics = Finding.Of(flow.Diagnostics),
    };
}

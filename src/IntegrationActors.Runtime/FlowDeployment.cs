using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Runtime;

/// <summary>A deployed flow: what was decided, and what it is doing.</summary>
public sealed record FlowDeployment
{
    public required string Tenant { get; init; }

    public required string Flow { get; init; }

    /// <summary>Revision of the deployment, counted from 1 for each flow and never used twice; the entity tag of the API.</summary>
    public required int Version { get; init; }

    /// <summary>Hash of the bundle in the tenant's artifact store.</summary>
    public required string Artifact { get; init; }

    /// <summary>Path of the flow file in the bundle.</summary>
    public required string File { get; init; }

    /// <summary>Values given at deployment.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>How much the message processing log keeps of new messages.</summary>
    public MessageLogLevel LogLevel { get; init; } = MessageLogLevel.Info;

    /// <summary>When <see cref="LogLevel"/> falls back to Info by itself; null: never.</summary>
    public DateTimeOffset? LogLevelUntil { get; init; }

    public required DateTimeOffset DeployedAt { get; init; }

    public required string DeployedBy { get; init; }

    public required FlowStatus Status { get; init; }

    /// <summary>Why the status is Error, or why starting takes long; null when all is well.</summary>
    public string? Reason { get; init; }

    /// <summary>Findings about the current version, for its author.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init => field = value ?? field; } = [];

    /// <summary>The version that takes messages: the current one, or the last good one; null when none does.</summary>
    public int? RunningVersion { get; init; }

    /// <summary>Addresses under which senders reach the running version.</summary>
    public IReadOnlyList<string> Endpoints { get; init => field = value ?? field; } = [];

    /// <summary>Channels of the running version that fetch their messages, and how they are doing.</summary>
    public IReadOnlyList<ChannelStatus> Channels { get; init => field = value ?? field; } = [];

    /// <summary>Messages being processed.</summary>
    public int InFlight { get; init; }

    /// <summary>Messages waiting for admission.</summary>
    public int Waiting { get; init; }
}

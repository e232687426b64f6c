using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Runtime.Cells;

/// <summary>What a flow is doing in one cell.</summary>
internal sealed record ActualFlow
{
    public required string Flow { get; init; }

    /// <summary>The version that should run.</summary>
    public required int Version { get; init; }

    public required FlowStatus Status { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init => field = value ?? field; } = [];

    /// <summary>The version that takes messages; null when none does.</summary>
    public int? RunningVersion { get; init; }

    public IReadOnlyList<string> Endpoints { get; init => field = value ?? field; } = [];

    /// <summary>Channels of the running version that fetch their messages.</summary>
    public IReadOnlyList<ChannelStatus> Channels { get; init => field = value ?? field; } = [];

    public int InFlight { get; init; }

    public int Waiting { get; init; }
}

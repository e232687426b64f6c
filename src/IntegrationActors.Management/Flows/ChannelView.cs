using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Management.Flows;

/// <summary>How a channel is doing that fetches its messages.</summary>
public sealed record ChannelView
{
    /// <summary>The channel, such as <c>sftp:sftp.example.com/out</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>What it is doing. Failed: the sender system can't be reached, and is tried again.</summary>
    public required ChannelState State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What went wrong last, while the state is Failed.</summary>
    public string? Reason { get; init; }

    /// <summary>When the sender system is tried again, while the state is Failed.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>What the channel did last; null when it tells nothing.</summary>
    public string? Activity { get; init; }

    internal static ChannelView Of(ChannelStatus status) => new()
    {
        Channel = status.Channel,
        State = status.State,
        Since = status.Since,
        Reason = status.Reason,
        NextTry = status.NextTry,
        Activity = status.Activity,
    };
}

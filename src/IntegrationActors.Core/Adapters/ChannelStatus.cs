namespace IntegrationActors.Core.Adapters;

/// <summary>How a channel is doing that fetches its messages.</summary>
/// <param name="Channel">The channel, for people (<c>queue:orders</c>).</param>
/// <param name="State">What it is doing.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">What went wrong last, while <paramref name="State"/> is Failed.</param>
/// <param name="NextTry">When the sender system is tried again, while <paramref name="State"/> is Failed.</param>
/// <param name="Activity">What the channel did last; null when it tells nothing.</param>
public sealed record ChannelStatus(
    string Channel, ChannelState State, DateTimeOffset Since, string? Reason = null, DateTimeOffset? NextTry = null, string? Activity = null);

/// <summary>What a channel is doing.</summary>
public enum ChannelState
{
    /// <summary>On the way to the sender system for the first time.</summary>
    Connecting,

    /// <summary>Takes messages, or waits for some.</summary>
    Connected,

    /// <summary>The sender system can't be reached; tried again by itself: mostly after a second at first and at most half a minute, after refused logins more rarely.</summary>
    Failed,

    /// <summary>Takes no more messages.</summary>
    Stopped,
}

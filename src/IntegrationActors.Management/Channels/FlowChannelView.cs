using IntegrationActors.Core.Adapters;
using IntegrationActors.Runtime;

namespace IntegrationActors.Management.Channels;

/// <summary>How a sender channel of a flow is doing.</summary>
public sealed record FlowChannelView
{
    /// <summary>The flow.</summary>
    public required string Flow { get; init; }

    /// <summary>The channel: what it fetches from, or the address under which it is called; the name of the flow when that does not run.</summary>
    public required string Channel { get; init; }

    /// <summary>What it is doing. Failed: the sender system can't be reached, and is tried again.</summary>
    public required ChannelState State { get; init; }

    /// <summary>Since when, as far as it is known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What went wrong last, while it does not work.</summary>
    public string? Reason { get; init; }

    /// <summary>When the sender system is tried again, while the state is Failed.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>What the channel did last, or what it waits for; null when it tells nothing.</summary>
    public string? Activity { get; init; }

    /// <summary>The channels of a flow.</summary>
    internal static IEnumerable<FlowChannelView> Of(FlowDeployment flow)
    {
        if (flow.RunningVersion is null)
        {
            return [new FlowChannelView { Flow = flow.Flow, Channel = flow.Flow, State = ChannelState.Stopped, Reason = flow.Reason ?? $"the flow is {flow.Status}" }];
        }

        return flow.Endpoints.Select(endpoint => new FlowChannelView { Flow = flow.Flow, Channel = endpoint, State = ChannelState.Connected }).Concat(flow.Channels.Select(channel => Of(flow.Flow, channel)));
    }

    private static FlowChannelView Of(string flow, ChannelStatus channel) => new()
    {
        Flow = flow,
        Channel = channel.Channel,
        State = channel.State,
        Since = channel.Since,
        Reason = channel.Reason,
        NextTry = channel.NextTry,
        Activity = channel.Activity,
    };
}

namespace IntegrationActors.Core.Adapters;

/// <summary>Runs channels that fetch their messages: takes a message when the flow has room for it, and connects again, with growing pauses, when the sender system fails. A service of the node.</summary>
public interface IChannelStreams
{
    /// <summary>Begins to fetch. Does not wait for the sender system.</summary>
    /// <param name="channel">Names the channel for people (<c>queue:orders</c>).</param>
    /// <param name="source">Where the messages are; owned by the stream from now on.</param>
    /// <param name="inlet">Where they go.</param>
    IChannelStream Start(string channel, IMessageSource source, IFlowInlet inlet);
}

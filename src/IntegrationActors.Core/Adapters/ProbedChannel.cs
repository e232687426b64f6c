namespace IntegrationActors.Core.Adapters;

/// <summary>The test of one channel.</summary>
/// <param name="Name">The channel: name of the step that calls, or kind of the sender channel, with a number from the second one on (<c>https-2</c>).</param>
/// <param name="Kind">Its adapter, such as <c>https</c>.</param>
/// <param name="Direction">Whether messages come in or go out.</param>
/// <param name="Steps">Its layers, lowest first.</param>
public sealed record ProbedChannel(string Name, string Kind, ChannelDirection Direction, IReadOnlyList<ProbeStep> Steps)
{
    /// <summary>Whether no layer failed.</summary>
    public bool Works => Steps.All(step => step.Outcome != ProbeOutcome.Failed);
}

/// <summary>Which way messages go through a channel.</summary>
public enum ChannelDirection
{
    /// <summary>From a sender system into the flow.</summary>
    Sender,

    /// <summary>From the flow to a receiver system.</summary>
    Receiver,
}

/// <summary>The test of the channels of a flow.</summary>
/// <param name="Channels">Those that were asked for.</param>
/// <param name="Names">Names of all channels of the flow.</param>
public sealed record ProbeReport(IReadOnlyList<ProbedChannel> Channels, IReadOnlyList<string> Names);

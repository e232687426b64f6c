using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>Runs the channels that fetch their messages, without actors.</summary>
internal sealed class LocalStreams(TimeProvider time) : IChannelStreams
{
    public IChannelStream Start(string channel, IMessageSource source, IFlowInlet inlet) => new LocalStream(channel, source, inlet, time);
}

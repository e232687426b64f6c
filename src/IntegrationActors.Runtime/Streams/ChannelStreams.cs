using Akka.Actor;
using Akka.Streams;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Runtime.Telemetry;

namespace IntegrationActors.Runtime.Streams;

/// <summary>The streams of a node: one materializer for all channels. A stream is materialised once per start of a channel, never per message.</summary>
internal sealed class ChannelStreams(FlowTelemetry telemetry, TimeProvider time) : IChannelStreams
{
    private IMaterializer? _materializer;
    private Task _terminated = Task.CompletedTask;

    /// <summary>How long failed channels wait before they connect again.</summary>
    public Func<ReconnectPause> Pauses { get; init; } = ReconnectPause.Usual;

    /// <summary>Call once, before channels start.</summary>
    public void Open(ActorSystem system) => (_materializer, _terminated) = (system.Materializer(namePrefix: "channels"), system.WhenTerminated);

    public IChannelStream Start(string channel, IMessageSource source, IFlowInlet inlet)
    {
        var materializer = _materializer ?? throw new InvalidOperationException("the node has not started and runs no channels yet");
        var stream = new ChannelStream(source, inlet, new ChannelWatch(channel, inlet.Flow, telemetry, time), time);
        stream.Run(Pauses(), materializer, _terminated);
        return stream;
    }
}

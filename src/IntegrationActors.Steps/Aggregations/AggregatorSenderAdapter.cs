using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Aggregator;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>The channel by which gathered messages come into the flow.</summary>
internal sealed class AggregatorSenderAdapter(AggregatorOptions options, IStepContext context, AggregationBell bell) : ISenderAdapter
{
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        var streams = context.Services.GetService(typeof(IChannelStreams)) as IChannelStreams ?? throw new InvalidOperationException("the node runs no channels that fetch their messages");
        _stream = streams.Start($"aggregator:{options.Name}", new AggregationSource(options, context, bell), inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}

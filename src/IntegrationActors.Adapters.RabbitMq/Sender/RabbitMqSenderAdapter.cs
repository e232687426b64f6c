using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>Runs the messages of queues of a broker through a flow.</summary>
public sealed class RabbitMqSenderAdapter(RabbitMqSenderOptions options, IFlowContext context) : ISenderAdapter
{
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        var channel = $"rabbitmq:{string.Join(',', options.Queues)}";
        _stream = context.Services.GetRequiredService<IChannelStreams>().Start(channel, new RabbitMqSource(options, context, channel), inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}

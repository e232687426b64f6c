using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.RabbitMq.Connections;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>Runs the messages of queues of a broker through a flow.</summary>
public sealed class RabbitMqSenderAdapter(RabbitMqSenderOptions options, IFlowContext context) : ISenderAdapter, IChannelProbe
{
    private readonly string _channel = $"rabbitmq:{string.Join(',', options.Queues)}";
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        _stream = context.Services.GetRequiredService<IChannelStreams>().Start(_channel, new RabbitMqSource(options, context, _channel), inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) =>
        new BrokerProbe(new BrokerConnector(options, context, _channel, (uint)options.MaxMessageSize.Bytes)).RunAsync(QueuesAsync, cancel);

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;

    private async IAsyncEnumerable<ProbeStep> QueuesAsync(BrokerConnection connection, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var queue in options.Queues)
        {
            yield return options.Topology?.MakesQueue(queue) == true
                ? ProbeStep.Skipped(ProbeLayers.Target, $"the channel makes the queue '{queue}' when it starts")
                : await TargetProbe.QueueAsync(connection, queue, cancel);
        }
    }
}

using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>Runs the messages of a broker through a flow.</summary>
public sealed class AmqpSenderAdapter(AmqpSenderOptions options, IFlowContext context) : ISenderAdapter, IChannelProbe
{
    private readonly AmqpSource _source = new(options, context);
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        _stream = context.Services.GetRequiredService<IChannelStreams>().Start($"amqp:{options.Host}/{options.Address.TrimStart('/')}", _source, inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => _source.ProbeAsync(cancel);

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}

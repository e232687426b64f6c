using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Queues.Sender;

/// <summary>Runs the messages of a queue through a flow.</summary>
public sealed class QueueSenderAdapter(QueueSenderOptions options, IFlowContext context) : ISenderAdapter
{
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public async ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        var queues = context.Stores.Queues;
        await queues.DeclareAsync(new QueueDeclaration(options.Name, options.Access), cancel);
        var consumer = new QueueConsumerOptions { Concurrency = options.Concurrency, Retry = QueueRetryOptions.PlanOf(options.Retry) };
        _stream = context.Services.GetRequiredService<IChannelStreams>().Start(QueueNames.Shown(options.Name), new QueueSource(queues, options.Name, consumer), inlet);
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}

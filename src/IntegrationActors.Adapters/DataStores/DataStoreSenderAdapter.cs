using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.DataStores;

/// <summary>Runs the entries of a data store through a flow.</summary>
public sealed class DataStoreSenderAdapter(DataStoreSenderOptions options, IFlowContext context) : ISenderAdapter
{
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        _stream = context.Services.GetRequiredService<IChannelStreams>().Start($"dataStore:{options.Name}", new DataStoreSource(options, context), inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}

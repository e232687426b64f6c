using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Files.Local.Sender;

/// <summary>Runs the files of a folder of the node through a flow.</summary>
public sealed class FileSenderAdapter(FileSenderOptions options, IFlowContext context) : ISenderAdapter, IChannelProbe
{
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        var session = new LocalSession(context);
        var source = new FileSource(options, context, session, LocalFiles.Channel, session.Shown);
        _stream = context.Services.GetRequiredService<IChannelStreams>().Start($"file:{options.Directory.TrimStart('/')}", source, inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new LocalProbe(new LocalSession(context)).RunAsync(options.Directory, cancel);

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}

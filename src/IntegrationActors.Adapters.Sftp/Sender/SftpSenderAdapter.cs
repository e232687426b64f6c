using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Sftp.Sender;

/// <summary>Runs the files of a folder through a flow.</summary>
public sealed class SftpSenderAdapter(SftpSenderOptions options, IFlowContext context) : ISenderAdapter, IChannelProbe
{
    private readonly SftpSource _source = SftpSource.Of(options, context);
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        _stream = context.Services.GetRequiredService<IChannelStreams>().Start($"sftp:{options.Host}/{options.Directory.TrimStart('/')}", _source, inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) =>
        new SftpProbe(new SftpConnector(options, context)).RunAsync(SftpAddress.Parse(options.Host), options.Directory, cancel);

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}

using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>What sender adapters of all protocols do alike.</summary>
internal sealed class MailStream(string channel, MailSource source, IFlowContext context)
{
    private IChannelStream? _stream;

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public void Start(IFlowInlet inlet) => _stream = context.Services.GetRequiredService<IChannelStreams>().Start(channel, source, inlet);

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? source.DisposeAsync();
}

using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>Runs the mails of a folder of an IMAP server through a flow.</summary>
public sealed class ImapSenderAdapter(ImapSenderOptions options, IFlowContext context) : ISenderAdapter, IChannelProbe
{
    private readonly MailStream _stream = new($"imap:{options.Host}/{options.Folder}", new MailSource(options, new ImapMailbox(options, context), context), context);

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream.Channels;

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        _stream.Start(inlet);
        return default;
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new ImapMailbox(options, context).ProbeAsync(cancel);

    public ValueTask StopAsync(CancellationToken cancel) => _stream.StopAsync(cancel);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}

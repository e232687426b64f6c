using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>Runs the mails of a mailbox of a POP3 server through a flow.</summary>
public sealed class Pop3SenderAdapter(Pop3SenderOptions options, IFlowContext context) : ISenderAdapter, IChannelProbe
{
    private readonly MailStream _stream = new($"pop3:{options.Host}", new MailSource(options, new Pop3Mailbox(options, context), context), context);

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream.Channels;

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        _stream.Start(inlet);
        return default;
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new Pop3Mailbox(options, context).ProbeAsync(cancel);

    public ValueTask StopAsync(CancellationToken cancel) => _stream.StopAsync(cancel);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}

using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

public sealed class ImapSenderContractTests : SenderContract
{
    private MailPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    protected override string Channel => $"imap: {{ {_peer.Access("imaps", throughProxy: true)}, poll: 100ms, maxMessagesPerPoll: 500, postProcessing: delete }}";

    protected override (string Channel, string Password) WrongLogin => ($"imap: {{ {_peer.Access("imaps", credential: "wrong")}, poll: 100ms }}", MailPeer.WrongPassword);

    public override Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new MailPeer();
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
    }

    protected override Task PutAsync(string name, byte[] body)
    {
        _peer.Put(name, body);
        return Task.CompletedTask;
    }

    protected override int Waiting() => _peer.Mails().Length;

    protected override void Cut() => _peer.Proxy("imaps").Set("mode=reset");
}

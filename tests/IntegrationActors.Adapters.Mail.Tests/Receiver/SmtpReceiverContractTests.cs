using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Mail.Tests.Receiver;

public sealed class SmtpReceiverContractTests : ReceiverContract
{
    private MailPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    protected override string Channel => $"smtp: {{ {_peer.Access("smtps", throughProxy: true)}, {Mail} }}";

    protected override (string Channel, string Password) WrongLogin => ($"smtp: {{ {_peer.Access("smtps", credential: "wrong")}, {Mail} }}", MailPeer.WrongPassword);

    private string Mail => $"from: shop@example.com, to: {_peer.Address}, subject: \"${{header.name}}\", contentType: application/octet-stream";

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

    protected override byte[]? Find(string name) => _peer.Read().SingleOrDefault(mail => mail.Subject == name) is { } mail ? MailPeer.BytesOf(mail.Body) : null;

    protected override void Cut() => _peer.Proxy("smtps").Set("mode=reset");
}

using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Mail.Tests.Receiver;

/// <summary>Logins that are refused until somebody puts the password right, on a server of the test's own.</summary>
public sealed class SmtpReceiverLoginTests : IAsyncLifetime
{
    private MailServer _server = null!;
    private MailPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new MailServer(1);
            _peer = new MailPeer(_server);
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
        _server?.Dispose();
    }

    [ServerTheory]
    [InlineData("login")]
    [InlineData("cramMd5")]
    public async Task A_password_that_is_put_right_in_its_credential_is_used_with_the_next_message(string authentication)
    {
        var flow = await DeployAsync("wrong", authentication);
        var refused = await SendAsync(flow);

        _host.Credentials["wrong"] = new UserCredential("wrong", _peer.User, _peer.Password);
        var accepted = await SendAsync(flow);

        Assert.Equal("IA3862", refused.Fault?.Code);
        Assert.DoesNotContain(MailPeer.WrongPassword, refused.Fault!.ToString(), StringComparison.Ordinal);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Single(_peer.Mails());
    }

    [ServerFact]
    public async Task A_password_that_the_server_changed_fails_messages_until_the_credential_has_it()
    {
        var flow = await DeployAsync("mail", "plain");
        var before = await SendAsync(flow);
        _server.SetPassword(_peer.User, "changed");
        _peer.Proxy("smtps").Set("mode=reset");
        var refused = await SendAsync(flow);

        _host.Credentials["mail"] = new UserCredential("mail", _peer.User, "changed");
        var accepted = await SendAsync(flow);

        Assert.True(before.Status == MessageStatus.Completed, before.Fault?.ToString());
        Assert.Equal("IA3862", refused.Fault?.Code);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Equal(2, _peer.Mails().Length);
    }

    private Task<OpenFlow> DeployAsync(string credential, string authentication) => _host.DeployAsync(
        $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {_peer.Access("smtps", throughProxy: true, credential)}, authentication: {authentication}, from: shop@example.com, to: {_peer.Address} }} }}");

    private Task<MessageRecord> SendAsync(OpenFlow flow) => _host.SendAsync(flow, Payload.FromText("x"));
}

using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Sftp.Tests.Receiver;

/// <summary>Logins that a server refuses that changed the password, on one of the test's own.</summary>
public sealed class SftpReceiverLoginTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private SftpPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new TestServer("sftp");
            _peer = new SftpPeer(_server);
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

    [ServerFact]
    public async Task A_password_that_the_server_changed_fails_messages_until_the_credential_has_it()
    {
        var flow = await DeployAsync();
        var before = await SendAsync(flow, "one");
        _peer.SetPassword("changed");
        _server.Do("drop");
        var refused = await SendAsync(flow, "two");

        _host.Credentials["sftp"] = new UserCredential("sftp", _server["user"], "changed");
        var accepted = await SendAsync(flow, "three");

        Assert.Equal(MessageStatus.Completed, before.Status);
        Assert.Equal("IA3804", refused.Fault?.Code);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Equal(["one", "three"], _peer.Files());
    }

    private Task<OpenFlow> DeployAsync() =>
        _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ sftp: {{ {_peer.Access()}, fileName: \"${{header.name}}\" }} }}");

    private Task<MessageRecord> SendAsync(OpenFlow flow, string name) => _host.SendAsync(flow, Payload.FromText(name), ("name", name));
}

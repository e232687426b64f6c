using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Sftp.Tests.Receiver;

/// <summary>Logins that are refused until somebody puts the password right, on a server of the test's own.</summary>
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
    public async Task A_password_that_is_put_right_in_its_credential_is_used_with_the_next_message()
    {
        var flow = await DeployAsync("wrong");
        var refused = await SendAsync(flow, "one");

        _host.Credentials["wrong"] = new UserCredential("wrong", _server["user"], _peer.Password);
        var accepted = await SendAsync(flow, "two");

        Assert.Equal("IA3804", refused.Fault?.Code);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Equal(["two"], _peer.Files());
    }

    [ServerFact]
    public async Task A_password_that_the_server_changed_fails_messages_until_the_credential_has_it()
    {
        var flow = await DeployAsync("sftp");
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

    private Task<OpenFlow> DeployAsync(string credential) =>
        _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ sftp: {{ {_peer.Access(credential: credential)}, fileName: \"${{header.name}}\" }} }}");

    private Task<MessageRecord> SendAsync(OpenFlow flow, string name) => _host.SendAsync(flow, Payload.FromText(name), ("name", name));
}

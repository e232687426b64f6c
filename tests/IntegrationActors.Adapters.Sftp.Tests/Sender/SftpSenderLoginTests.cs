using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>Logins that are refused until somebody puts the password right, on a server of the test's own and by a clock that the test moves.</summary>
public sealed class SftpSenderLoginTests : IAsyncLifetime
{
    private const int Tolerated = 3;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestServer _server = null!;
    private SftpPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new TestServer("sftp");
            _peer = new SftpPeer(_server);
            _host = _peer.Host(_time);
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
    public async Task A_password_that_is_put_right_in_its_credential_is_used_by_itself_with_the_next_try()
    {
        var flow = await DeployAsync("wrong");

        await HealsAsync(flow, () => _host.Credentials["wrong"] = new UserCredential("wrong", _server["user"], _peer.Password));
    }

    [ServerFact]
    public async Task A_password_that_the_server_has_again_is_accepted_by_itself_with_the_next_try()
    {
        _peer.SetPassword("changed-meanwhile");
        var flow = await DeployAsync("sftp");

        await HealsAsync(flow, () => _peer.SetPassword(_peer.Password));
    }

    private async Task HealsAsync(OpenFlow flow, Action putRight)
    {
        _peer.Put("one", "1"u8);
        await Eventually.HoldsAsync(() => IsPatient(flow), () => flow.Channels[0].ToString());
        var (refused, tries) = (flow.Channels[0], _peer.Proxy.Connections);

        putRight();
        await Eventually.HoldsAsync(() => _host.Ended.Count == 1 || Later(flow), () => flow.Channels[0].ToString());

        Assert.StartsWith("IA3804", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("refused the login", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(15), refused.NextTry - refused.Since);
        Assert.Equal((Tolerated, Tolerated + 1), (tries, _peer.Proxy.Connections));
        Assert.Equal(ChannelState.Connected, flow.Channels[0].State);
        Assert.Equal("1", Assert.Single(_host.Sink.Taken).Text);
        await Eventually.HoldsAsync(() => _peer.Files().Length == 0, () => flow.Channels[0].ToString());
    }

    // Whether the channel waits for a quarter of an hour now. Until then it tries again with each poll, which the clock has to come to.
    private bool IsPatient(OpenFlow flow)
    {
        if (flow.Channels[0] is not { State: ChannelState.Failed, NextTry: { } next })
        {
            return false;
        }

        var wait = next - _time.GetUtcNow();
        if (wait > TimeSpan.FromMinutes(1))
        {
            return true;
        }

        return Later(flow);
    }

    // A channel tells when it tries again before it looks at the clock, so that time has to go on for it.
    private bool Later(OpenFlow flow)
    {
        if (flow.Channels[0] is { State: ChannelState.Failed, NextTry: { } next })
        {
            _time.Advance(next > _time.GetUtcNow() ? next - _time.GetUtcNow() : TimeSpan.FromSeconds(1));
        }

        return false;
    }

    private Task<OpenFlow> DeployAsync(string credential) =>
        _host.DeployAsync($"from: {{ sftp: {{ {_peer.Access(throughProxy: true, credential)}, poll: 10s }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
}

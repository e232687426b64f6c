using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Sftp.Tests.Fetching;

/// <summary>What a server that fails costs while a message fetches a file: the message fails with the cause, the file stays, and the next message gets it.</summary>
public sealed class SftpFetchFaultTests : IAsyncLifetime
{
    private SftpPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new SftpPeer();
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
    }

    [ServerTheory]
    [InlineData(100_000)]
    [InlineData(1_500_000)]
    public async Task A_connection_that_breaks_in_the_middle_of_a_file(int bytes)
    {
        _peer.Put("large", new byte[3_000_000]);
        var flow = await DeployAsync();
        _peer.Proxy.Set($"cut_after_down={bytes}");

        var record = await SendAsync(flow);
        _peer.Proxy.Reset();

        Assert.Equal("IA3807", record.Fault?.Code);
        await GetsItAsync(flow);
    }

    [ServerFact]
    public async Task A_server_that_does_not_take_connections()
    {
        _peer.Put("one", "1"u8);
        var flow = await DeployAsync();
        _peer.Proxy.Set("mode=refuse");

        var record = await SendAsync(flow);
        _peer.Proxy.Reset();

        Assert.Equal("IA3801", record.Fault?.Code);
        await GetsItAsync(flow);
    }

    [ServerFact]
    public async Task A_server_that_freezes_while_the_file_is_read()
    {
        _peer.Put("large", new byte[3_000_000]);
        var flow = await DeployAsync("timeout: 1s");
        _host.Sink.Before = (_, _) =>
        {
            _peer.Proxy.Set("mode=blackhole");
            return Task.CompletedTask;
        };

        var record = await SendAsync(flow);
        _host.Sink.Before = (_, _) => Task.CompletedTask;
        _peer.Proxy.Set("mode=reset");

        Assert.Equal("IA3807", record.Fault?.Code);
        Assert.True(record.Fault!.Message.Contains("within 1s", StringComparison.Ordinal), record.Fault.ToString());
        await GetsItAsync(flow);
    }

    // The run is through when the file can't be put away: it is told, and the next message may get the file once more.
    [ServerFact]
    public async Task A_connection_that_breaks_before_the_file_is_put_away()
    {
        _peer.Put("one", "1"u8);
        var flow = await DeployAsync();
        _host.Sink.After = (_, _) =>
        {
            _peer.Proxy.Set("mode=reset");
            return Task.CompletedTask;
        };

        var record = await SendAsync(flow);

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Empty(_peer.Files());
        Assert.Single(_host.Sink.Taken);
    }

    [ServerFact]
    public async Task A_password_that_is_wrong_until_it_is_put_right()
    {
        _peer.Put("one", "1"u8);
        var flow = await DeployAsync(credential: "wrong");

        var record = await SendAsync(flow);
        _host.Credentials["wrong"] = new UserCredential("wrong", _peer.Server["user"], _peer.Password);

        Assert.Equal("IA3804", record.Fault?.Code);
        Assert.DoesNotContain(SftpPeer.WrongPassword, record.Fault!.ToString(), StringComparison.Ordinal);
        await GetsItAsync(flow);
    }

    [ServerFact]
    public async Task A_host_key_that_is_not_the_known_one()
    {
        _peer.Put("one", "1"u8);
        var flow = await DeployAsync(hostKey: "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8");

        var record = await SendAsync(flow);

        Assert.Equal("IA3803", record.Fault?.Code);
        await GetsItAsync(await DeployAsync());
    }

    private async Task GetsItAsync(OpenFlow flow)
    {
        Assert.Single(_peer.Files());

        var next = await SendAsync(flow);

        Assert.True(next.Status == MessageStatus.Completed, next.Fault?.ToString());
        Assert.Single(_host.Sink.Taken);
        Assert.Empty(_peer.Files());
    }

    private Task<MessageRecord> SendAsync(OpenFlow flow) => _host.SendAsync(flow, Payload.FromText("x"));

    private Task<OpenFlow> DeployAsync(string options = "timeout: 30s", string credential = "sftp", string? hostKey = null) => _host.DeployAsync(
        $"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ sftpFetch: {{ {_peer.Access(throughProxy: true, credential, hostKey)}, maxReconnects: 0, required: true, {options} }} }}\n  - send: {{ sink: {{}} }}");
}

using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

public sealed class SftpSenderContractTests : SenderContract
{
    private SftpPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    protected override string Channel => $"sftp: {{ {_peer.Access(throughProxy: true)}, poll: 100ms, maxMessagesPerPoll: 500 }}";

    protected override (string Channel, string Password) WrongLogin => ($"sftp: {{ {_peer.Access(credential: "wrong")}, poll: 100ms }}", SftpPeer.WrongPassword);

    public override Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new SftpPeer();
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

    protected override int Waiting() => _peer.Files().Length;

    protected override void Cut() => _peer.Proxy.Set("mode=reset");
}

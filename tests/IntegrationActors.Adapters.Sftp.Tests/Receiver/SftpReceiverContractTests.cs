using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Sftp.Tests.Receiver;

public sealed class SftpReceiverContractTests : ReceiverContract
{
    private SftpPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    protected override string Channel => $"sftp: {{ {_peer.Access(throughProxy: true)}, fileName: \"${{header.name}}\" }}";

    protected override (string Channel, string Password) WrongLogin => ($"sftp: {{ {_peer.Access(credential: "wrong")}, fileName: never }}", SftpPeer.WrongPassword);

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

    protected override byte[]? Find(string name) => _peer.Find(name);

    protected override void Cut() => _peer.Proxy.Set("mode=reset");
}

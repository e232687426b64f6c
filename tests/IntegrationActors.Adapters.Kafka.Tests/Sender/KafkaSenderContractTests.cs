using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

/// <summary>On a server of its own, since it cuts connections of all clients.</summary>
public sealed class KafkaSenderContractTests : SenderContract
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    private KafkaPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    protected override string Channel => _peer.Sender();

    protected override (string Channel, string Password) WrongLogin => (_peer.Sender(credential: "wrong"), KafkaPeer.WrongPassword);

    public override Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new KafkaPeer(server: Server.Value);
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
    }

    protected override Task PutAsync(string name, byte[] body) => _peer.PutAsync(body);

    protected override int Waiting() => _peer.Waiting();

    protected override void Cut() => _peer.Do("drop");
}

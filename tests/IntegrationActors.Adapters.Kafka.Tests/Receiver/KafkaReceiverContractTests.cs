using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Kafka.Tests.Receiver;

/// <summary>On a server of its own, since it cuts connections of all clients. The key of a record is its name.</summary>
public sealed class KafkaReceiverContractTests : ReceiverContract
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    private KafkaPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    protected override string Channel => _peer.Receiver("key: \"${header.name}\"");

    protected override (string Channel, string Password) WrongLogin => (_peer.Receiver(credential: "wrong"), KafkaPeer.WrongPassword);

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

    protected override byte[]? Find(string name) => _peer.Records().SingleOrDefault(record => Encoding.UTF8.GetString(record.Message.Key) == name)?.Message.Value;

    protected override void Cut() => _peer.Do("drop");
}

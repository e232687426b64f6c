using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Sender;

public sealed class RabbitMqSenderContractTests : SenderContract
{
    private RabbitPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    protected override string Channel => $"rabbitmq: {{ {_peer.Access(throughProxy: true)}, queues: [{_peer.Queue}], requeueDelay: 100ms }}";

    protected override (string Channel, string Password) WrongLogin => ($"rabbitmq: {{ {_peer.Access(credential: "wrong")}, queues: [{_peer.Queue}] }}", RabbitPeer.WrongPassword);

    public override async Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new RabbitPeer();
            _host = _peer.Host();
            await _peer.DeclareAsync();
        }
    }

    public override async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        await (_peer?.DisposeAsync() ?? default);
    }

    protected override Task PutAsync(string name, byte[] body) => _peer.PutAsync(body);

    protected override int Waiting() => _peer.Messages();

    protected override void Cut() => _peer.Proxy.Set("mode=reset");
}

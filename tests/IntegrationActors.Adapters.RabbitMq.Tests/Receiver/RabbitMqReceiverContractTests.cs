using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Receiver;

public sealed class RabbitMqReceiverContractTests : ReceiverContract
{
    private RabbitPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    protected override string Channel => $"rabbitmq: {{ {_peer.Access(throughProxy: true)}, routingKey: {_peer.Queue}, headers: [name] }}";

    protected override (string Channel, string Password) WrongLogin => ($"rabbitmq: {{ {_peer.Access(credential: "wrong")}, routingKey: {_peer.Queue} }}", RabbitPeer.WrongPassword);

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

    protected override byte[]? Find(string name) => Task.Run(() => _peer.FindAsync(name)).GetAwaiter().GetResult();

    protected override void Cut() => _peer.Proxy.Set("mode=reset");
}

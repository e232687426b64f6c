using System.Collections.Concurrent;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Amqp.Tests.Receiver;

public class AmqpReceiverContractTests : ReceiverContract
{
    private readonly ConcurrentDictionary<string, byte[]> _found = new(StringComparer.Ordinal);
    private AmqpPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    private protected virtual bool IsWebSocket => false;

    protected override string Channel => $"amqp: {{ {_peer.Access(throughProxy: true)} }}";

    protected override (string Channel, string Password) WrongLogin => ($"amqp: {{ {_peer.Access(credential: "wrong")} }}", AmqpPeer.WrongPassword);

    public override Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new AmqpPeer(webSocket: IsWebSocket);
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
    }

    protected override byte[]? Find(string name)
    {
        foreach (var message in Task.Run(() => _peer.Broker.TakeAsync(_peer.Queue, _peer.Depth(_peer.Queue))).GetAwaiter().GetResult())
        {
            Assert.True(_found.TryAdd((string)message.ApplicationProperties["name"], Bytes(message.Body)), "it came twice");
        }

        return _found.GetValueOrDefault(name);
    }

    protected override void Cut() => _peer.Proxy.Set("mode=reset");

    private static byte[] Bytes(object? body) => body as byte[] ?? [];
}

using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Amqp.Tests.Sender;

public class AmqpSenderContractTests : SenderContract
{
    private AmqpPeer _peer = null!;
    private FlowHost _host = null!;

    protected override FlowHost Host => _host;

    private protected virtual bool IsWebSocket => false;

    protected override string Channel => $"amqp: {{ {_peer.Access(throughProxy: true)}, retry: {{ pause: 50ms }} }}";

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

    protected override Task PutAsync(string name, byte[] body) => _peer.Broker.PutAsync(_peer.Queue, body);

    // An acceptance is not answered: it arrives a moment after the run has ended.
    protected override int Waiting()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var before = _peer.Waiting();
            Task.Delay(200).GetAwaiter().GetResult();
            if (_peer.Waiting() == before)
            {
                return before;
            }
        }

        throw new TimeoutException("messages come and go without an end");
    }

    protected override void Cut() => _peer.Proxy.Set("mode=reset");
}

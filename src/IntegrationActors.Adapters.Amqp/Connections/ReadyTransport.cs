using Amqp;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>Hands a transport that is connected already to the library, whose own ones know no proxies, no WebSocket and no time limit.</summary>
internal sealed class ReadyTransport : TransportProvider
{
    /// <summary>The scheme of addresses that lead here.</summary>
    public const string Scheme = "amqp";

    private readonly AmqpTransport _transport;

    public ReadyTransport(AmqpTransport transport)
    {
        _transport = transport;
        AddressSchemes = [Scheme];
    }

    public override Task<IAsyncTransport> CreateAsync(Address address) => Task.FromResult<IAsyncTransport>(_transport);
}

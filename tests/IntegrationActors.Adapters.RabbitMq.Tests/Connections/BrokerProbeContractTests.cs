using IntegrationActors.Adapters.RabbitMq.Sender;
using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Connections;

public sealed class BrokerProbeContractTests : ProbeContract<RabbitMqSenderAdapter>
{
    private RabbitPeer _peer = null!;
    private FlowHost _host = null!;

    protected override string[] Layers => BrokerProbeTests.Layers;

    protected override (string Missing, string Refused) LoginCodes => ("IA3904", "IA3901");

    protected override string WrongPassword => RabbitPeer.WrongPassword;

    public override Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new RabbitPeer();
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        await (_peer?.DisposeAsync() ?? default);
    }

    protected override RabbitMqSenderAdapter Channel(string? credential = null, string? authority = null)
    {
        var options = authority is null ? _peer.SenderOptions() : _peer.SenderOptions() with { Hosts = [_peer.Tls], Tls = true, TrustedCertificates = [RabbitPeer.Named(authority)] };
        return new RabbitMqSenderAdapter(credential is null ? options : options with { Credential = RabbitPeer.Named(credential) }, _host.ContextOf("probed", 1));
    }

    protected override async Task PutAsync()
    {
        await _peer.DeclareAsync();
        await _peer.PutAsync("x"u8.ToArray());
    }

    protected override async Task<long> WaitingAsync() => await _peer.ReadyAsync();
}

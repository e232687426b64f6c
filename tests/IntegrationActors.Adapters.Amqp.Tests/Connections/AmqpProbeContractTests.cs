using IntegrationActors.Adapters.Amqp.Sender;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Adapters.Amqp.Tests.Connections;

public sealed class AmqpProbeContractTests : ProbeContract<AmqpSenderAdapter>
{
    private AmqpPeer _peer = null!;
    private FlowHost _host = null!;

    protected override string[] Layers => [ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Login, ProbeLayers.Target];

    protected override (string Missing, string Refused) LoginCodes => ("IA3883", "IA3882");

    protected override string WrongPassword => AmqpPeer.WrongPassword;

    public override Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _peer = new AmqpPeer();
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
    }

    protected override AmqpSenderAdapter Channel(string? credential = null, string? authority = null)
    {
        var options = _peer.SenderOptions();
        options = credential is null ? options : options with { Credential = AmqpPeer.Named(credential) };
        options = authority is null ? options : options with { Host = "localhost", Port = _peer.TlsPort, Tls = true, TrustedCertificates = [AmqpPeer.Named(authority)] };
        return new AmqpSenderAdapter(options, _host.ContextOf("probed", 1));
    }

    protected override Task PutAsync()
    {
        _peer.Fill(1, 10);
        return Task.CompletedTask;
    }

    protected override Task<long> WaitingAsync() => Task.FromResult<long>(_peer.Depth(_peer.Queue));
}

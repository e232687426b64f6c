using System.Net;
using System.Net.Sockets;
using IntegrationActors.Adapters.Amqp.Receiver;
using IntegrationActors.Adapters.Amqp.Sender;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions;

namespace IntegrationActors.Adapters.Amqp.Tests.Connections;

/// <summary>Tests of channels without a message: which layers work, and which one does not. What holds for every broker is in <see cref="AmqpProbeContractTests"/>.</summary>
public sealed class AmqpProbeTests() : PeerTest(ownServer: true)
{
    private static readonly string[] Plain = [ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Login, ProbeLayers.Target];

    [ServerFact]
    public async Task A_receiver_is_tested_as_a_sender_is()
    {
        var queue = new ExpressionCompiler().Compile(new ExpressionSource(ExpressionSource.Simple, Peer.Queue, SourceSpan.None), ExpressionScope.Empty);
        var computed = new ExpressionCompiler().Compile(new ExpressionSource(ExpressionSource.Simple, "${header.to}", SourceSpan.None), ExpressionScope.Empty);

        var steps = await StepsAsync(ReceiverOptions(queue));
        var unknown = await StepsAsync(ReceiverOptions(computed));

        Assert.Equal(Plain, steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Skipped), (unknown[^1].Name, unknown[^1].Outcome));
        Assert.Equal(0, Peer.Depth(Peer.Queue));
    }

    [ServerFact]
    public async Task Over_WebSocket_the_upgrade_is_a_layer()
    {
        var plain = await StepsAsync(WebSocket());
        var secure = await StepsAsync(WebSocket() with { Host = "localhost", Port = PortOf("wss_url"), Tls = true, TrustedCertificates = [AmqpPeer.Named("ca")] });

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Upgrade, ProbeLayers.Login, ProbeLayers.Target], plain.Select(step => step.Name));
        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Tls, ProbeLayers.Upgrade, ProbeLayers.Login, ProbeLayers.Target], secure.Select(step => step.Name));
        Assert.All(plain.Concat(secure), step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
    }

    [ServerFact]
    public async Task A_host_without_an_address_is_told() => await FailsAsync(Options() with { Host = "nowhere.invalid" }, ProbeLayers.Name, "IA3943");

    [ServerFact]
    public async Task A_port_where_nobody_listens_is_told() => await FailsAsync(Options() with { Port = 1 }, ProbeLayers.Tcp, "IA3944");

    [ServerFact]
    public async Task A_web_server_that_speaks_no_AMQP_fails_the_upgrade() =>
        await FailsAsync(WebSocket() with { Port = PortOf("control_url") }, ProbeLayers.Upgrade, "IA3880");

    [ServerFact]
    public async Task A_server_that_speaks_something_else_or_nothing_fails_the_connection()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        await FailsAsync(Options() with { Port = PortOf("control_url") }, ProbeLayers.Connection, "IA3880");
        await FailsAsync(Options() with { Port = ((IPEndPoint)silent.LocalEndpoint).Port, Timeout = TimeSpan.FromSeconds(1) }, ProbeLayers.Connection, "IA3880");
    }

    [ServerTheory]
    [InlineData("amqp:not-found", "IA3885")]
    [InlineData("amqp:unauthorized-access", "IA3886")]
    public async Task An_address_that_the_broker_does_not_give_is_told(string condition, string code)
    {
        Peer.Fault($"on=attach&error={condition}");

        await FailsAsync(Options(), ProbeLayers.Target, code);
    }

    [ServerFact]
    public async Task A_durable_subscription_is_not_made_by_a_test()
    {
        var steps = await StepsAsync(Options() with { Queue = null, Topic = "t", Subscription = "s" });

        Assert.Equal(Plain, steps.Select(step => step.Name));
        Assert.Equal(ProbeOutcome.Skipped, steps[^1].Outcome);
    }

    private AmqpSenderOptions Options() => Peer.SenderOptions();

    private AmqpReceiverOptions ReceiverOptions(Expression queue) => new() { Host = "127.0.0.1", Port = Peer.Server.Port, Tls = false, Credential = AmqpPeer.Named("broker"), Queue = queue };

    private AmqpSenderOptions WebSocket() => Options() with { Transport = AmqpTransportKind.WebSocket, Path = "/amqp", Port = PortOf("ws_url") };

    private int PortOf(string name) => new Uri(Peer.Server[name]).Port;

    private Task FailsAsync(AmqpSenderOptions options, string layer, string code) =>
        ChannelProbes.FailsAsync(new AmqpSenderAdapter(options, Host.ContextOf("probed", 1)), layer, code, AmqpPeer.WrongPassword);

    private Task<List<ProbeStep>> StepsAsync(AmqpSenderOptions options) => ChannelProbes.StepsAsync(new AmqpSenderAdapter(options, Host.ContextOf("probed", 1)));

    private Task<List<ProbeStep>> StepsAsync(AmqpReceiverOptions options) => ChannelProbes.StepsAsync(new AmqpReceiverAdapter(options, Host.ContextOf("probed", 1)));
}

using System.Net;
using System.Net.Sockets;
using IntegrationActors.Adapters.Amqp.Receiver;
using IntegrationActors.Adapters.Amqp.Sender;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions;

namespace IntegrationActors.Adapters.Amqp.Tests.Connections;

/// <summary>Tests of channels without a message: which layers work, and which one does not.</summary>
public sealed class AmqpProbeTests() : PeerTest(ownServer: true)
{
    private static readonly string[] Plain = [ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Login, ProbeLayers.Target];

    [ServerFact]
    public async Task A_channel_that_works_passes_all_layers_and_nothing_is_taken()
    {
        Peer.Fill(1, 10);

        var steps = await ProbeAsync(Options());

        Assert.Equal(Plain, steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Equal(1, Peer.Depth(Peer.Queue));
    }

    [ServerFact]
    public async Task A_receiver_is_tested_as_a_sender_is()
    {
        var queue = new ExpressionCompiler().Compile(new ExpressionSource(ExpressionSource.Simple, Peer.Queue, SourceSpan.None), ExpressionScope.Empty);
        var computed = new ExpressionCompiler().Compile(new ExpressionSource(ExpressionSource.Simple, "${header.to}", SourceSpan.None), ExpressionScope.Empty);

        var steps = await ProbeAsync(ReceiverOptions(queue));
        var unknown = await ProbeAsync(ReceiverOptions(computed));

        Assert.Equal(Plain, steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Skipped), (unknown[^1].Name, unknown[^1].Outcome));
        Assert.Equal(0, Peer.Depth(Peer.Queue));
    }

    [ServerFact]
    public async Task Over_TLS_the_chain_is_shown()
    {
        var steps = await ProbeAsync(Options() with { Host = "localhost", Port = Peer.TlsPort, Tls = true, TrustedCertificates = [Named("ca")] });

        var tls = Assert.Single(steps, step => step.Name == ProbeLayers.Tls);
        Assert.Equal(ProbeOutcome.Passed, tls.Outcome);
        Assert.Contains("CN=localhost", tls.Detail, StringComparison.Ordinal);
        Assert.Contains("CN=Test Root", tls.Detail, StringComparison.Ordinal);
        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Passed), (steps[^1].Name, steps[^1].Outcome));
    }

    [ServerFact]
    public async Task Over_WebSocket_the_upgrade_is_a_layer()
    {
        var plain = await ProbeAsync(WebSocket());
        var secure = await ProbeAsync(WebSocket() with { Host = "localhost", Port = PortOf("wss_url"), Tls = true, TrustedCertificates = [Named("ca")] });

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Upgrade, ProbeLayers.Login, ProbeLayers.Target], plain.Select(step => step.Name));
        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Tls, ProbeLayers.Upgrade, ProbeLayers.Login, ProbeLayers.Target], secure.Select(step => step.Name));
        Assert.All(plain.Concat(secure), step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
    }

    [ServerFact]
    public async Task A_credential_that_is_missing_is_told_before_anything_is_sent() =>
        await AssertFailsAsync(Options() with { Credential = Named("nobody") }, ProbeLayers.Settings, "IA3883");

    [ServerFact]
    public async Task A_host_without_an_address_is_told() => await AssertFailsAsync(Options() with { Host = "nowhere.invalid" }, ProbeLayers.Name, "IA3943");

    [ServerFact]
    public async Task A_port_where_nobody_listens_is_told() => await AssertFailsAsync(Options() with { Port = 1 }, ProbeLayers.Tcp, "IA3944");

    [ServerFact]
    public async Task A_certificate_of_another_authority_is_told_with_its_chain()
    {
        var failed = await AssertFailsAsync(Options() with { Host = "localhost", Port = Peer.TlsPort, Tls = true, TrustedCertificates = [Named("rogue")] }, ProbeLayers.Tls, "IA3945");

        Assert.Contains("CN=localhost", failed.Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_web_server_that_speaks_no_AMQP_fails_the_upgrade() =>
        await AssertFailsAsync(WebSocket() with { Port = PortOf("control_url") }, ProbeLayers.Upgrade, "IA3880");

    [ServerFact]
    public async Task A_refused_login_is_told() => await AssertFailsAsync(Options() with { Credential = Named("wrong") }, ProbeLayers.Login, "IA3882");

    [ServerFact]
    public async Task A_server_that_speaks_something_else_or_nothing_fails_the_connection()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        await AssertFailsAsync(Options() with { Port = PortOf("control_url") }, ProbeLayers.Connection, "IA3880");
        await AssertFailsAsync(Options() with { Port = ((IPEndPoint)silent.LocalEndpoint).Port, Timeout = TimeSpan.FromSeconds(1) }, ProbeLayers.Connection, "IA3880");
    }

    [ServerTheory]
    [InlineData("amqp:not-found", "IA3885")]
    [InlineData("amqp:unauthorized-access", "IA3886")]
    public async Task An_address_that_the_broker_does_not_give_is_told(string condition, string code)
    {
        Peer.Fault($"on=attach&error={condition}");

        await AssertFailsAsync(Options(), ProbeLayers.Target, code);
    }

    [ServerFact]
    public async Task A_durable_subscription_is_not_made_by_a_test()
    {
        var steps = await ProbeAsync(Options() with { Queue = null, Topic = "t", Subscription = "s" });

        Assert.Equal(Plain, steps.Select(step => step.Name));
        Assert.Equal(ProbeOutcome.Skipped, steps[^1].Outcome);
    }

    private static CredentialReference Named(string name) => new(name, SourceSpan.None);

    private AmqpSenderOptions Options() => new() { Host = "127.0.0.1", Port = Peer.Server.Port, Tls = false, Credential = Named("broker"), Queue = Peer.Queue };

    private AmqpReceiverOptions ReceiverOptions(Expression queue) => new() { Host = "127.0.0.1", Port = Peer.Server.Port, Tls = false, Credential = Named("broker"), Queue = queue };

    private AmqpSenderOptions WebSocket() => Options() with { Transport = AmqpTransportKind.WebSocket, Path = "/amqp", Port = PortOf("ws_url") };

    private int PortOf(string name) => new Uri(Peer.Server[name]).Port;

    private async Task<ProbeStep> AssertFailsAsync(AmqpSenderOptions options, string layer, string code)
    {
        var steps = await ProbeAsync(options);

        var failed = steps[^1];
        Assert.Equal((layer, ProbeOutcome.Failed, code), (failed.Name, failed.Outcome, failed.Code));
        Assert.NotNull(failed.Advice);
        Assert.All(steps.SkipLast(1), step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.DoesNotContain(steps, step => step.Detail.Contains(AmqpPeer.WrongPassword, StringComparison.Ordinal));
        return failed;
    }

    private async Task<List<ProbeStep>> ProbeAsync(AmqpSenderOptions options)
    {
        await using var sender = new AmqpSenderAdapter(options, Host.ContextOf("probed", 1));
        return await StepsOfAsync(sender);
    }

    private async Task<List<ProbeStep>> ProbeAsync(AmqpReceiverOptions options)
    {
        await using var receiver = new AmqpReceiverAdapter(options, Host.ContextOf("probed", 1));
        return await StepsOfAsync(receiver);
    }

    private static async Task<List<ProbeStep>> StepsOfAsync(IChannelProbe probe)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var steps = new List<ProbeStep>();
        await foreach (var step in probe.ProbeAsync(limit.Token))
        {
            steps.Add(step);
        }

        return steps;
    }
}

using System.Globalization;
using IntegrationActors.Adapters.RabbitMq.Receiver;
using IntegrationActors.Adapters.RabbitMq.Sender;
using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Adapters.RabbitMq.Topology;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using IntegrationActors.Expressions;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Connections;

/// <summary>Tests of channels without a message: which layers work, and which one does not.</summary>
public sealed class BrokerProbeTests : RabbitTest
{
    private const string VirtualHost = "virtualHost";

    private static readonly string[] Plain = [ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Login, VirtualHost, ProbeLayers.Target];

    [ServerFact]
    public async Task A_channel_that_works_passes_all_layers_and_nothing_is_taken()
    {
        await Peer.DeclareAsync();
        await Peer.PutAsync("x"u8.ToArray());

        var steps = await ProbeAsync(Options());

        Assert.Equal(Plain, steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Contains("1 messages", steps[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(1u, await Peer.ReadyAsync());
    }

    [ServerFact]
    public async Task Over_TLS_the_chain_is_shown()
    {
        await Peer.DeclareAsync();

        var steps = await ProbeAsync(OverTls("ca"));

        var tls = Assert.Single(steps, step => step.Name == ProbeLayers.Tls);
        Assert.Equal(ProbeOutcome.Passed, tls.Outcome);
        Assert.Contains("CN=Test Root", tls.Detail, StringComparison.Ordinal);
        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Passed), (steps[^1].Name, steps[^1].Outcome));
    }

    [ServerFact]
    public async Task Each_host_is_tested_and_one_that_is_down_does_not_hide_what_lies_above()
    {
        await Peer.DeclareAsync();

        var steps = await ProbeAsync(Options() with { Hosts = ["127.0.0.1:1", "nowhere.invalid", Here] });

        Assert.Equal(
            [ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Name, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Login, VirtualHost, ProbeLayers.Target],
            steps.Select(step => step.Name));
        Assert.Equal(["IA3944", "IA3943"], steps.Where(step => step.Outcome == ProbeOutcome.Failed).Select(step => step.Code));
        Assert.Equal(ProbeOutcome.Passed, steps[^1].Outcome);
    }

    [ServerFact]
    public async Task When_no_host_can_be_reached_that_is_the_end()
    {
        var steps = await ProbeAsync(Options() with { Hosts = ["127.0.0.1:1", "127.0.0.1:2"] });

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Name, ProbeLayers.Tcp], steps.Select(step => step.Name));
    }

    [ServerFact]
    public async Task A_credential_that_is_missing_is_told_before_anything_is_sent() =>
        await AssertFailsAsync(Options() with { Credential = Named("nobody") }, ProbeLayers.Settings, "IA3904");

    [ServerFact]
    public async Task A_certificate_of_another_authority_is_told_with_its_chain()
    {
        Host.Credentials["rogue"] = KeyPairs.FromCertificate("rogue", await File.ReadAllBytesAsync(Path.Combine(Peer.Certificates, "rogue-ca.crt")));

        var failed = await AssertFailsAsync(OverTls("rogue"), ProbeLayers.Tls, "IA3945");

        Assert.Contains("CN=localhost", failed.Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_refused_login_is_told() => await AssertFailsAsync(Options() with { Credential = Named("wrong") }, ProbeLayers.Login, "IA3901");

    [ServerFact]
    public async Task A_virtual_host_that_can_not_be_entered_is_told_behind_the_login()
    {
        var steps = await ProbeAsync(Options() with { VirtualHost = "nowhere" });

        Assert.Equal([(ProbeLayers.Login, ProbeOutcome.Passed), (VirtualHost, ProbeOutcome.Failed)], steps.TakeLast(2).Select(step => (step.Name, step.Outcome)));
        Assert.Equal("IA3903", steps[^1].Code);
    }

    [ServerFact]
    public async Task A_queue_that_is_missing_is_told_unless_the_channel_makes_it()
    {
        await Peer.DeclareAsync();

        await AssertFailsAsync(Options() with { Queues = [$"{Peer.Queue}.nowhere"] }, ProbeLayers.Target, "IA3905");
        var steps = await ProbeAsync(Options() with { Queues = [Peer.Queue, "made"], Topology = new TopologyOptions { Queues = [new QueueOptions { Name = "made" }] } });

        Assert.Equal([ProbeOutcome.Passed, ProbeOutcome.Skipped], steps.TakeLast(2).Select(step => step.Outcome));
    }

    [ServerTheory]
    [InlineData("", "QUEUE", ProbeOutcome.Passed, null)]
    [InlineData("", "QUEUE.nowhere", ProbeOutcome.Failed, "IA3905")]
    [InlineData("", "${header.to}", ProbeOutcome.Skipped, null)]
    [InlineData("amq.topic", "${header.to}", ProbeOutcome.Passed, null)]
    [InlineData("nowhere", "x", ProbeOutcome.Failed, "IA3905")]
    [InlineData("${header.to}", "x", ProbeOutcome.Skipped, null)]
    public async Task A_receiver_looks_for_its_exchange_or_its_queue(string exchange, string key, ProbeOutcome outcome, string? code)
    {
        await Peer.DeclareAsync();

        var steps = await ProbeAsync(new RabbitMqReceiverOptions
        {
            Hosts = [Here],
            Tls = false,
            Credential = Named("rabbit"),
            Exchange = Compiled(exchange),
            RoutingKey = Compiled(key.Replace("QUEUE", Peer.Queue, StringComparison.Ordinal)),
        });

        Assert.Equal(Plain, steps.Select(step => step.Name));
        Assert.Equal((outcome, code), (steps[^1].Outcome, steps[^1].Code));
        Assert.Equal(0u, await Peer.ReadyAsync());
    }

    private static CredentialReference Named(string name) => new(name, SourceSpan.None);

    private static Expression Compiled(string text) => new ExpressionCompiler().Compile(new ExpressionSource(ExpressionSource.Simple, text, SourceSpan.None), ExpressionScope.Empty);

    private string Here => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Peer.Server.Port}");

    private RabbitMqSenderOptions Options() => new() { Hosts = [Here], Tls = false, Credential = Named("rabbit"), Queues = [Peer.Queue] };

    private RabbitMqSenderOptions OverTls(string authority) => Options() with
    {
        Hosts = [string.Create(CultureInfo.InvariantCulture, $"localhost:{Peer.Server.Told.GetProperty("tls_port").GetInt32()}")],
        Tls = true,
        TrustedCertificates = [Named(authority)],
    };

    private async Task<ProbeStep> AssertFailsAsync(RabbitMqSenderOptions options, string layer, string code)
    {
        var steps = await ProbeAsync(options);

        var failed = steps[^1];
        Assert.Equal((layer, ProbeOutcome.Failed, code), (failed.Name, failed.Outcome, failed.Code));
        Assert.NotNull(failed.Advice);
        Assert.All(steps.SkipLast(1), step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.DoesNotContain(steps, step => step.Detail.Contains(RabbitPeer.WrongPassword, StringComparison.Ordinal));
        return failed;
    }

    private async Task<List<ProbeStep>> ProbeAsync(RabbitMqSenderOptions options)
    {
        await using var sender = new RabbitMqSenderAdapter(options, Host.ContextOf("probed", 1));
        return await StepsOfAsync(sender);
    }

    private async Task<List<ProbeStep>> ProbeAsync(RabbitMqReceiverOptions options)
    {
        await using var receiver = new RabbitMqReceiverAdapter(options, Host.ContextOf("probed", 1));
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

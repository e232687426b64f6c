using IntegrationActors.Adapters.RabbitMq.Receiver;
using IntegrationActors.Adapters.RabbitMq.Sender;
using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Adapters.RabbitMq.Topology;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Connections;

/// <summary>Tests of channels without a message: which layers work, and which one does not. What holds for every broker is in <see cref="BrokerProbeContractTests"/>.</summary>
public sealed class BrokerProbeTests : RabbitTest
{
    private const string VirtualHost = "virtualHost";

    internal static readonly string[] Layers = [ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Login, VirtualHost, ProbeLayers.Target];

    [ServerFact]
    public async Task Each_host_is_tested_and_one_that_is_down_does_not_hide_what_lies_above()
    {
        await Peer.DeclareAsync();

        var steps = await StepsAsync(Options() with { Hosts = ["127.0.0.1:1", "nowhere.invalid", Peer.Plain] });

        Assert.Equal(
            [ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Name, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Login, VirtualHost, ProbeLayers.Target],
            steps.Select(step => step.Name));
        Assert.Equal(["IA3944", "IA3943"], steps.Where(step => step.Outcome == ProbeOutcome.Failed).Select(step => step.Code));
        Assert.Equal(ProbeOutcome.Passed, steps[^1].Outcome);
    }

    [ServerFact]
    public async Task When_no_host_can_be_reached_that_is_the_end()
    {
        var steps = await StepsAsync(Options() with { Hosts = ["127.0.0.1:1", "127.0.0.1:2"] });

        Assert.Equal([ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Name, ProbeLayers.Tcp], steps.Select(step => step.Name));
    }

    [ServerFact]
    public async Task A_virtual_host_that_can_not_be_entered_is_told_behind_the_login()
    {
        var steps = await StepsAsync(Options() with { VirtualHost = "nowhere" });

        Assert.Equal([(ProbeLayers.Login, ProbeOutcome.Passed), (VirtualHost, ProbeOutcome.Failed)], steps.TakeLast(2).Select(step => (step.Name, step.Outcome)));
        Assert.Equal("IA3903", steps[^1].Code);
    }

    [ServerFact]
    public async Task A_queue_that_is_missing_is_told_unless_the_channel_makes_it()
    {
        await Peer.DeclareAsync();
        await Peer.PutAsync("x"u8.ToArray());

        await FailsAsync(Options() with { Queues = [$"{Peer.Queue}.nowhere"] }, ProbeLayers.Target, "IA3905");
        var steps = await StepsAsync(Options() with { Queues = [Peer.Queue, "made"], Topology = new TopologyOptions { Queues = [new QueueOptions { Name = "made" }] } });

        Assert.Equal([ProbeOutcome.Passed, ProbeOutcome.Skipped], steps.TakeLast(2).Select(step => step.Outcome));
        Assert.Contains("1 messages", steps[^2].Detail, StringComparison.Ordinal);
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

        var steps = await StepsAsync(new RabbitMqReceiverOptions
        {
            Hosts = [Peer.Plain],
            Tls = false,
            Credential = RabbitPeer.Named("rabbit"),
            Exchange = Compiled(exchange),
            RoutingKey = Compiled(key.Replace("QUEUE", Peer.Queue, StringComparison.Ordinal)),
        });

        Assert.Equal(Layers, steps.Select(step => step.Name));
        Assert.Equal((outcome, code), (steps[^1].Outcome, steps[^1].Code));
        Assert.Equal(0u, await Peer.ReadyAsync());
    }

    private static Expression Compiled(string text) => new ExpressionCompiler().Compile(new ExpressionSource(ExpressionSource.Simple, text, SourceSpan.None), ExpressionScope.Empty);

    private RabbitMqSenderOptions Options() => Peer.SenderOptions();

    private Task FailsAsync(RabbitMqSenderOptions options, string layer, string code) =>
        ChannelProbes.FailsAsync(new RabbitMqSenderAdapter(options, Host.ContextOf("probed", 1)), layer, code, RabbitPeer.WrongPassword);

    private Task<List<ProbeStep>> StepsAsync(RabbitMqSenderOptions options) => ChannelProbes.StepsAsync(new RabbitMqSenderAdapter(options, Host.ContextOf("probed", 1)));

    private Task<List<ProbeStep>> StepsAsync(RabbitMqReceiverOptions options) => ChannelProbes.StepsAsync(new RabbitMqReceiverAdapter(options, Host.ContextOf("probed", 1)));
}

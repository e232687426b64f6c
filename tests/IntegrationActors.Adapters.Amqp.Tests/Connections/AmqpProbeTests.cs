using IntegrationActors.Adapters.Amqp.Sender;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Amqp.Tests.Connections;

/// <summary>Tests of channels without a message.</summary>
public sealed class AmqpProbeTests() : PeerTest(ownServer: true)
{
    [ServerFact]
    public async Task A_channel_that_works_passes_login_and_target_and_nothing_is_taken()
    {
        Peer.Fill(1, 10);
        await using var sender = new AmqpSenderAdapter(Options(), await ContextAsync());

        var steps = await StepsOfAsync(sender);

        Assert.Equal([(ProbeLayers.Login, ProbeOutcome.Passed), (ProbeLayers.Target, ProbeOutcome.Passed)], steps);
        Assert.Equal(1, Peer.Depth(Peer.Queue));
    }

    [ServerFact]
    public async Task What_does_not_work_is_the_fault_that_a_message_would_get()
    {
        var context = await ContextAsync();
        await using var wrong = new AmqpSenderAdapter(Options() with { Credential = new CredentialReference("wrong", SourceSpan.None) }, context);
        await using var sender = new AmqpSenderAdapter(Options(), context);

        var login = await Assert.ThrowsAsync<FaultException>(() => StepsOfAsync(wrong));
        Peer.Fault("on=attach&error=amqp:not-found");
        var target = await Assert.ThrowsAsync<FaultException>(() => StepsOfAsync(sender));

        Assert.Equal(("IA3882", "IA3885"), (login.Fault.Code, target.Fault.Code));
    }

    [ServerFact]
    public async Task A_durable_subscription_is_not_made_by_a_test()
    {
        await using var sender = new AmqpSenderAdapter(Options() with { Queue = null, Topic = "t", Subscription = "s" }, await ContextAsync());

        Assert.Equal([(ProbeLayers.Login, ProbeOutcome.Passed), (ProbeLayers.Target, ProbeOutcome.Skipped)], await StepsOfAsync(sender));
    }

    private AmqpSenderOptions Options() => new() { Host = "127.0.0.1", Port = Peer.Server.Port, Tls = false, Credential = new CredentialReference("broker", SourceSpan.None), Queue = Peer.Queue };

    private async Task<IFlowContext> ContextAsync()
    {
        await Host.DeployAsync("from: { direct: {} }\nsteps:\n  - send: { context: {} }");
        return ContextAdapter.Of(Host);
    }

    private static async Task<List<(string Name, ProbeOutcome Outcome)>> StepsOfAsync(IChannelProbe probe)
    {
        var steps = new List<(string, ProbeOutcome)>();
        await foreach (var step in probe.ProbeAsync(CancellationToken.None))
        {
            steps.Add((step.Name, step.Outcome));
        }

        return steps;
    }
}

using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

/// <summary>Brokers that hang, or that show what they should not. On a server of its own, since it troubles all clients.</summary>
public sealed class KafkaOutageTests() : KafkaTest(4, Server)
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    [ServerFact]
    public async Task A_broker_that_hangs_is_the_reason_as_long_as_it_does_and_costs_no_record()
    {
        var flow = await Host.DeployAsync(TakingFrom(Impatient(Peer.Sender("requestTimeout: 2s"))));
        await Peer.PutAsync(Bodies(0, 20));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 20 && Peer.Waiting(4) == 0);

        Server.Value.Do("freeze");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;
        Server.Value.Do("thaw");
        await Peer.PutAsync(Bodies(20, 20));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 40 && Peer.Waiting(4) == 0);

        Assert.Contains("IA3840", reason, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected);
        Assert.Equal(40, Host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count());
    }

    // What runs when the broker hangs can't be committed: it comes again when the member lost its partitions meanwhile.
    [ServerFact]
    public async Task A_broker_that_hangs_while_records_run_doubles_at_most_those_in_flight()
    {
        const int Count = 400;
        const int Concurrency = 10;
        Host.Sink.After = (_, cancel) => Task.Delay(10, cancel);
        await Host.DeployAsync(TakingFrom(Impatient(Peer.Sender($"requestTimeout: 2s, order: none, concurrency: {Concurrency}, prefetch: 10"))));
        await Peer.PutAsync(Bodies(0, Count));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count > 50);

        Server.Value.Do("freeze");
        var ended = -1;
        await Eventually.HoldsAsync(async () =>
        {
            // Nothing begins any more: what was fetched has run.
            var before = ended;
            ended = Host.Sink.Taken.Count;
            await Task.Delay(500);
            return before == ended;
        });
        var uncommitted = ended - Host.Ended.Count;
        Server.Value.Do("thaw");
        await Eventually.ReachesAsync(() => Host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count(), Count);
        await Eventually.HoldsAsync(() => Peer.Waiting(4) == 0);

        Assert.InRange(Host.Sink.Taken.Count, Count, Count + uncommitted + Concurrency);
    }

    [ServerFact]
    public async Task A_certificate_that_ran_out_is_told_and_the_channel_goes_on_when_it_is_renewed()
    {
        using var server = KafkaPeer.Start("--cert", "expired");
        using var peer = new KafkaPeer(server: server);
        await using var host = peer.Host();

        var flow = await host.DeployAsync($"from: {{ {peer.Sender()} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => flow.Channels[0].Reason?.Contains("out of date", StringComparison.Ordinal) == true, () => flow.Channels[0].Reason ?? "no reason");

        Assert.Contains("IA3842", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.NotNull(flow.Channels[0].NextTry);

        server.ReplaceCertificate("expired", by: "server");
        peer.Do("halt");
        peer.Do("resume");
        await peer.PutAsync(Bodies(0, 1));

        await Eventually.HoldsAsync(() => host.Sink.Taken.Count == 1 && flow.Channels[0].State == ChannelState.Connected);
    }

    [ServerFact]
    public async Task An_authority_that_is_trusted_later_heals_the_channel_without_a_new_deployment()
    {
        var flow = await Host.DeployAsync(TakingFrom(Peer.Sender().Replace("trustedCertificates: [kafka-ca]", "trustedCertificates: [rogue-ca]", StringComparison.Ordinal)));
        await Eventually.HoldsAsync(() => flow.Channels[0].Reason?.Contains("IA3842", StringComparison.Ordinal) == true);

        Host.Credentials["rogue-ca"] = Host.Credentials["kafka-ca"];
        await Peer.PutAsync(Bodies(0, 1));

        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 1 && flow.Channels[0].State == ChannelState.Connected);
    }

    private static string Impatient(string channel) => channel.Replace("timeout: 20s", "timeout: 3s", StringComparison.Ordinal);
}

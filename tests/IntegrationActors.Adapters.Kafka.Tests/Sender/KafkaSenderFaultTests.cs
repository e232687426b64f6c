using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

/// <summary>On a server of its own, since it troubles all clients.</summary>
public sealed class KafkaSenderFaultTests() : KafkaTest(4, Server)
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    [ServerFact]
    public async Task A_broker_that_goes_and_comes_again_costs_no_record()
    {
        var flow = await TakeAsync();
        await Peer.PutAsync(Bodies(0, 20));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 20);

        Peer.Do("down?broker=1");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;
        Peer.Do("up?broker=1");
        await Peer.PutAsync(Bodies(20, 20));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 40 && Peer.Waiting(4) == 0);

        Assert.Contains("IA3840", reason, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected);
        Assert.Equal(40, Host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count());
    }

    [ServerFact]
    public async Task Connections_that_break_under_load_cost_no_record_and_double_none()
    {
        await TakeAsync("concurrency: 50, order: none");
        for (var round = 0; round < 10; round++)
        {
            await Peer.PutAsync(Bodies(round * 50, 50));
            Peer.Do("drop");
        }

        await Eventually.HoldsAsync(() => Host.Ended.Count(record => record.Status == MessageStatus.Completed) >= 500 && Peer.Waiting(4) == 0);

        Assert.Equal(500, Host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count());
        Assert.Equal(500, Host.Sink.Taken.Count);
    }

    // 16: not the coordinator; 14: it loads; 27: partitions are moving.
    [ServerFact]
    public async Task Offsets_that_the_cluster_does_not_take_are_committed_later()
    {
        await TakeAsync();
        await Peer.PutAsync(Bodies(0, 1));
        await Eventually.HoldsAsync(() => Host.Ended.Count == 1);

        Peer.Do("errors?api=8&codes=14,14,16,27");
        await Peer.PutAsync(Bodies(1, 10));
        await Eventually.HoldsAsync(() => Host.Ended.Count == 11 && Peer.Waiting(4) == 0, () => $"{Host.Ended.Count}, {Peer.Waiting(4)}");

        Assert.Equal(11, Host.Sink.Taken.Count);
        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
    }

    [ServerFact]
    public async Task Several_members_on_a_node_share_the_partitions()
    {
        var flow = await TakeAsync("parallelConsumers: 4");
        await Eventually.HoldsAsync(() => flow.Channels[0].Activity == "4 partitions");
        await Peer.PutAsync(Bodies(0, 200));
        await Eventually.HoldsAsync(() => Host.Ended.Count >= 200);

        Assert.Equal(200, Host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count());
        Assert.Equal(200, Host.Sink.Taken.Count);
        Assert.Equal(0, Peer.Waiting(4));
    }

    [ServerFact]
    public async Task A_topic_that_is_not_there_yet_is_the_reason_until_it_is()
    {
        var topic = $"later{Guid.NewGuid():N}";
        var flow = await Host.DeployAsync(TakingFrom(Peer.Sender(topic: topic)));
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        var reason = flow.Channels[0].Reason;
        Peer.Make(topic, 1);
        await Peer.PutToAsync(topic, [1]);
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 1);

        Assert.Contains("IA3843", reason, StringComparison.Ordinal);
        Assert.Contains(topic, reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_certificate_of_nobody_that_is_trusted_is_the_reason()
    {
        var channel = Peer.Sender().Replace("trustedCertificates: [kafka-ca]", "trustedCertificates: [rogue-ca]", StringComparison.Ordinal);

        var reason = await ReasonAsync(channel);

        Assert.Contains("IA3842", reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_password_that_was_mended_is_taken_without_a_new_deployment()
    {
        var flow = await Host.DeployAsync(TakingFrom(Peer.Sender(credential: "wrong")));
        await Eventually.HoldsAsync(() => flow.Channels[0].Reason?.Contains("IA3841", StringComparison.Ordinal) == true);

        Host.Credentials["wrong"] = Host.Credentials["kafka"];
        await Peer.PutAsync(Bodies(0, 1));

        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 1 && flow.Channels[0].State == ChannelState.Connected);
    }

    [ServerFact]
    public async Task A_port_where_nobody_listens_is_the_reason()
    {
        var reason = await ReasonAsync("kafka: { brokers: [\"127.0.0.1:9\"], tls: false, topics: [a], timeout: 5s }");

        Assert.Contains("IA3840", reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_credential_that_is_not_there_is_the_reason()
    {
        var reason = await ReasonAsync(Peer.Sender(credential: "missing"));

        Assert.Contains("IA3845", reason, StringComparison.Ordinal);
    }

    private async Task<string> ReasonAsync(string channel)
    {
        var flow = await Host.DeployAsync(TakingFrom(channel));
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed);
        return flow.Channels[0].Reason!;
    }
}

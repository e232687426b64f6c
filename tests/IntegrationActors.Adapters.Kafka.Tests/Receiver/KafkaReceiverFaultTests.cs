using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Kafka.Tests.Receiver;

/// <summary>On a server of its own, since it troubles all clients.</summary>
public sealed class KafkaReceiverFaultTests() : KafkaTest(server: Server)
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    [ServerFact]
    public async Task A_broker_that_is_away_fails_the_message_with_the_cause_and_later_ones_go()
    {
        var flow = await PutAsync("deliveryTimeout: 2s");
        await Host.SendAsync(flow, Payload.FromText("1"));

        Peer.Do("down?broker=1");
        var failed = await Host.SendAsync(flow, Payload.FromText("2"));
        Peer.Do("up?broker=1");
        MessageRecord later;
        do
        {
            later = await Host.SendAsync(flow, Payload.FromText("3"));
        }
        while (later.Status != MessageStatus.Completed && Host.Ended.Count < 20);

        Assert.True(later.Status == MessageStatus.Completed, later.Fault?.ToString());
        Assert.Equal((MessageStatus.Failed, "IA3846"), (failed.Status, failed.Fault?.Code));
        Assert.Contains(Peer.Topic, failed.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains(Peer.Brokers, failed.Fault.Message, StringComparison.Ordinal);
    }

    // 7: timed out; 6: not the leader; 19: not enough replicas.
    [ServerFact]
    public async Task What_the_broker_does_not_take_at_once_is_sent_again()
    {
        var flow = await PutAsync();
        await Host.SendAsync(flow, Payload.FromText("1"));

        Peer.Do("errors?api=0&codes=6,19,7");
        var record = await Host.SendAsync(flow, Payload.FromText("2"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(2, Peer.Records().Count);
    }

    [ServerFact]
    public async Task Connections_that_break_under_load_lose_no_message()
    {
        var flow = await PutAsync("key: \"${header.name}\"");
        var sending = Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 30 }, async (i, _) => await Host.SendAsync(flow, Payload.FromText($"{i}"), ("name", $"{i}")));
        for (var i = 0; i < 5; i++)
        {
            await Eventually.HoldsAsync(() => Host.Ended.Count > i * 50);
            Peer.Do("drop");
        }

        await sending;

        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(300, Peer.Records().Select(record => System.Text.Encoding.UTF8.GetString(record.Message.Value)).Distinct().Count());
    }

    [ServerFact]
    public async Task A_certificate_of_nobody_that_is_trusted_fails_the_message()
    {
        var flow = await Host.DeployAsync(SendingTo(Peer.Receiver()).Replace("kafka-ca", "rogue-ca", StringComparison.Ordinal));

        var record = await Host.SendAsync(flow, Payload.FromText("1"));

        Assert.Equal((MessageStatus.Failed, "IA3842"), (record.Status, record.Fault?.Code));
    }

    [ServerFact]
    public async Task A_password_that_was_mended_is_taken_with_the_next_message()
    {
        var flow = await Host.DeployAsync(SendingTo(Peer.Receiver(credential: "wrong")));
        var refused = await Host.SendAsync(flow, Payload.FromText("1"));

        Host.Credentials["wrong"] = Host.Credentials["kafka"];
        var taken = await Host.SendAsync(flow, Payload.FromText("2"));

        Assert.Equal("IA3841", refused.Fault?.Code);
        Assert.True(taken.Status == MessageStatus.Completed, taken.Fault?.ToString());
    }
}

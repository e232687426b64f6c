using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Kafka.Tests.Receiver;

/// <summary>Brokers that hang, or that store a record and whose answer does not arrive. On a server of its own, since it troubles all clients.</summary>
public sealed class KafkaDeliveryTests() : KafkaTest(server: Server)
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    [ServerFact]
    public async Task A_stored_record_whose_answer_is_lost_is_there_once()
    {
        var flow = await PutAsync();
        await Host.SendAsync(flow, Payload.FromText("1"));

        Peer.Do("lose?api=0");
        var record = await Host.SendAsync(flow, Payload.FromText("2"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(["1", "2"], Stored());
    }

    [ServerFact]
    public async Task Without_idempotence_each_lost_answer_doubles_a_record_at_most_once()
    {
        var flow = await PutAsync("idempotent: false");
        await Host.SendAsync(flow, Payload.FromText("1"));

        Peer.Do("lose?api=0&count=2");
        var record = await Host.SendAsync(flow, Payload.FromText("2"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(["1", "2", "2", "2"], Stored());
    }

    [ServerFact]
    public async Task Answers_that_are_lost_under_load_lose_no_record_and_double_none()
    {
        const int Count = 500;
        var flow = await PutAsync();
        var sending = Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, _) => await Host.SendAsync(flow, Payload.FromText($"{i}")));
        for (var i = 1; i <= 5; i++)
        {
            await Eventually.HoldsAsync(() => Host.Ended.Count > i * 60);
            Peer.Do("lose?api=0");
        }

        await sending;

        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}").Order(StringComparer.Ordinal), Stored().Order(StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task A_broker_that_hangs_fails_the_message_in_time_and_later_ones_go()
    {
        var flow = await PutAsync("deliveryTimeout: 3s, requestTimeout: 1s");
        await Host.SendAsync(flow, Payload.FromText("1"));

        Server.Value.Do("freeze");
        var failed = await Host.SendAsync(flow, Payload.FromText("2")).WaitAsync(TimeSpan.FromSeconds(30));
        Server.Value.Do("thaw");
        await Eventually.HoldsAsync(async () => (await Host.SendAsync(flow, Payload.FromText("3"))).Status == MessageStatus.Completed);

        Assert.Equal((MessageStatus.Failed, "IA3846"), (failed.Status, failed.Fault?.Code));
        Assert.Contains(Peer.Brokers, failed.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal("3", Stored()[^1]);
    }

    [ServerFact]
    public async Task A_broker_that_hangs_for_a_while_delays_messages_and_doubles_none()
    {
        const int Count = 200;
        var flow = await PutAsync("requestTimeout: 1s");
        var sending = Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, _) => await Host.SendAsync(flow, Payload.FromText($"{i}")));
        await Eventually.HoldsAsync(() => Host.Ended.Count > 50);

        // Longer than a request may take: each is sent again at least once, while the broker still has the first.
        Server.Value.Do("freeze");
        await Task.Delay(TimeSpan.FromSeconds(3));
        Server.Value.Do("thaw");
        await sending;

        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}").Order(StringComparer.Ordinal), Stored().Order(StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task A_certificate_that_is_out_of_date_fails_the_message_and_nothing_is_sent()
    {
        using var server = KafkaPeer.Start("--cert", "expired");
        using var peer = new KafkaPeer(server: server);
        await using var host = peer.Host();
        var flow = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ {peer.Receiver()} }}");

        var record = await host.SendAsync(flow, Payload.FromText("1"));

        Assert.Equal((MessageStatus.Failed, "IA3842"), (record.Status, record.Fault?.Code));
        Assert.Contains("out of date", record.Fault!.Message, StringComparison.Ordinal);
    }

    private string[] Stored() => [.. Peer.Records().Select(record => Encoding.UTF8.GetString(record.Message.Value))];
}

using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Kafka.Tests;

/// <summary>A broker that ends and comes back with its records and committed offsets, and knows no member of any group any more. On a server of its own, which holds nothing but the topics of these tests.</summary>
public sealed class KafkaRestartTests() : KafkaTest(Parts, Server)
{
    private const int Parts = 4;

    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    [ServerFact]
    public async Task A_sender_goes_on_behind_its_offsets_when_the_broker_is_back()
    {
        const int Count = 400;
        const int Concurrency = 10;
        Host.Sink.After = (_, cancel) => Task.Delay(5, cancel);
        var flow = await TakeAsync($"order: none, concurrency: {Concurrency}, prefetch: 10");
        await Peer.PutAsync(Bodies(0, Count));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count > 50);

        var (reason, uncommitted) = await AwayAsync(async () =>
        {
            await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed, () => flow.Channels[0].ToString());
            return (flow.Channels[0].Reason, Host.Sink.Begun - Host.Ended.Count);
        });
        await Eventually.ReachesAsync(() => Host.Sink.Taken.Select(delivered => delivered.Text).Distinct().Count(), Count, () => flow.Channels[0].ToString());
        await Eventually.HoldsAsync(() => Peer.Waiting(Parts) == 0);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected);

        Assert.Contains("IA3840", reason, StringComparison.Ordinal);
        Assert.InRange(uncommitted, 0, Count - 1);
        Assert.InRange(Host.Sink.Taken.Count, Count, Count + uncommitted + Concurrency);
    }

    [ServerFact]
    public async Task A_receiver_fails_messages_with_the_cause_as_long_as_the_broker_is_away_and_what_it_confirmed_is_there_afterwards()
    {
        var flow = await PutAsync("deliveryTimeout: 2s");
        await SendAsync("before");

        var failed = await AwayAsync(() => Host.SendAsync(flow, Payload.FromText("away")).WaitAsync(TimeSpan.FromSeconds(30)));
        await SendAsync("after");

        Assert.Equal((MessageStatus.Failed, "IA3846"), (failed.Status, failed.Fault?.Code));
        Assert.Contains(Peer.Brokers, failed.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(["after", "before"], Stored().Where(text => text != "away").Order(StringComparer.Ordinal));

        async Task SendAsync(string text)
        {
            MessageRecord? sent = null;
            await Eventually.HoldsAsync(async () => (sent = await Host.SendAsync(flow, Payload.FromText(text))).Status == MessageStatus.Completed, () => $"{sent?.Fault}");
        }
    }

    [ServerFact]
    public async Task A_restart_under_load_delays_messages_and_neither_loses_nor_doubles_one()
    {
        const int Count = 300;
        var flow = await PutAsync("requestTimeout: 5s");
        var sending = Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, _) => await Host.SendAsync(flow, Payload.FromText($"{i}")));
        await Eventually.HoldsAsync(() => Host.Ended.Count > 100);

        var during = await AwayAsync(() => Task.FromResult(Host.Ended.Count));
        await sending;

        Assert.InRange(during, 100, Count - 1);
        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}").Order(StringComparer.Ordinal), Stored().Order(StringComparer.Ordinal));
    }

    /// <summary>Does something while the broker is away.</summary>
    private async Task<T> AwayAsync<T>(Func<Task<T>> work)
    {
        Peer.Do("halt");
        try
        {
            return await work();
        }
        finally
        {
            Peer.Do("resume");
        }
    }

    private string[] Stored() => [.. Peer.Records(partitions: Parts).Select(record => Encoding.UTF8.GetString(record.Message.Value))];
}

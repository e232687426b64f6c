using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

/// <summary>Two nodes are members of one group, and partitions move between them while messages flow.</summary>
public sealed class KafkaRebalanceTests() : KafkaTest(Parts)
{
    private const int Parts = 4;

    private readonly ConcurrentQueue<string> _taken = new();

    [ServerFact]
    public async Task Partitions_that_move_while_records_flow_lose_none_and_double_none_that_could_end()
    {
        Take(Host, TimeSpan.FromMilliseconds(5));
        await using var other = Peer.Host();
        Take(other, TimeSpan.FromMilliseconds(5));
        using var stop = new CancellationTokenSource();
        var putting = PutOnAsync(stop.Token);

        // Long enough that no member is taken for dead on a busy machine: then what it had in flight would come twice.
        var channel = TakingFrom(Peer.Sender().Replace("sessionTimeout: 4s", "sessionTimeout: 12s", StringComparison.Ordinal));
        var stays = await Host.DeployAsync(channel);
        await Eventually.HoldsAsync(() => _taken.Count > 100);
        var comesAndGoes = await other.DeployAsync(channel);
        await Eventually.HoldsAsync(() => stays.Channels[0].Activity == "2 partitions" && comesAndGoes.Channels[0].Activity == "2 partitions");
        await Eventually.HoldsAsync(() => other.Sink.Taken.Count > 100);
        await comesAndGoes.RetireAsync(TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(() => stays.Channels[0].Activity == "4 partitions");
        var before = Host.Sink.Taken.Count;
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count > before + 100);
        await stop.CancelAsync();
        var put = await putting;
        await AllCameAsync(put);

        Assert.All(Host.Ended.Concat(other.Ended), record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(put, _taken.Count);
    }

    // It has seven seconds to end.
    [ServerFact]
    public async Task Runs_that_outlive_the_move_of_their_partition_come_again_there_and_no_others()
    {
        var go = new TaskCompletionSource();
        Take(Host, TimeSpan.Zero);
        var free = Host.Sink.After;
        Host.Sink.After = async (exchange, cancel) =>
        {
            await free(exchange, cancel);
            await go.Task.WaitAsync(cancel);
        };
        await using var other = Peer.Host();
        Take(other, TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 200; i++)
        {
            await Peer.PutAsync(new Confluent.Kafka.Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes($"{i}") }, i % Parts);
        }

        await TakeAsync();
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == Parts);
        var second = await other.DeployAsync(TakingFrom(Peer.Sender()));
        await Eventually.HoldsAsync(() => second.Channels[0].Activity == "2 partitions" && other.Sink.Taken.Count >= 100, () => $"{second.Channels[0].Activity}, {other.Sink.Taken.Count}");
        var held = Host.Ended.Count;
        go.SetResult();
        await AllCameAsync(200);

        Assert.Equal(0, held);
        Assert.Equal(202, _taken.Count);
        Assert.Equal(2, Host.Ended.Count(record => record.Fault?.Code == "IA3850"));
        Assert.Equal(200, Host.Ended.Concat(other.Ended).Count(record => record.Status == MessageStatus.Completed));
    }

    // Fetching pauses when enough is here, and the library remembers that beyond the move of a partition.
    [ServerFact]
    public async Task Partitions_that_paused_when_they_moved_go_on_when_they_come_back()
    {
        var go = new TaskCompletionSource();
        Take(Host, TimeSpan.Zero);
        Host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);
        await using var other = Peer.Host();
        other.Sink.Before = (_, cancel) => Task.Delay(Timeout.Infinite, cancel);
        for (var i = 0; i < 200; i++)
        {
            await Peer.PutAsync(new Confluent.Kafka.Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes($"{i}") }, i % Parts);
        }

        var stays = await TakeAsync("prefetch: 1");
        await Eventually.HoldsAsync(() => Host.Sink.Begun == Parts);
        var second = await other.DeployAsync(TakingFrom(Peer.Sender("prefetch: 1")));
        await Eventually.HoldsAsync(() => other.Sink.Begun == 2 && stays.Channels[0].Activity == "2 partitions", () => $"{second.Channels[0].Activity}, {other.Sink.Begun}");
        await second.RetireAsync(TimeSpan.Zero);
        await Eventually.HoldsAsync(() => stays.Channels[0].Activity == "4 partitions");
        go.SetResult();

        await AllCameAsync(200);
    }

    [ServerFact]
    public async Task Several_nodes_that_come_and_go_lose_nothing_of_a_slow_flow()
    {
        Take(Host, TimeSpan.FromMilliseconds(100));
        await TakeAsync("order: none, concurrency: 20");
        for (var i = 0; i < 600; i++)
        {
            await Peer.PutAsync(new Confluent.Kafka.Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes($"{i}") }, i % Parts);
        }

        for (var round = 0; round < 2; round++)
        {
            await using var other = Peer.Host();
            Take(other, TimeSpan.FromMilliseconds(100));
            var flow = await other.DeployAsync(TakingFrom(Peer.Sender("order: none, concurrency: 20")));
            await Eventually.HoldsAsync(() => flow.Channels[0].Activity == "2 partitions");
            await flow.RetireAsync(TimeSpan.Zero);
        }

        await AllCameAsync(600);

        // What was cut by the retirement of a node: at most what ran there.
        Assert.InRange(_taken.Count, 600, 600 + (2 * 20));
    }

    private void Take(FlowHost host, TimeSpan pace) => host.Sink.After = async (exchange, cancel) =>
    {
        _taken.Enqueue(await exchange.Body.ReadTextAsync(cancel));
        await Task.Delay(pace, cancel);
    };

    private async Task<int> PutOnAsync(CancellationToken stop)
    {
        var put = 0;
        while (!stop.IsCancellationRequested)
        {
            await Peer.PutAsync([.. Enumerable.Range(put, 40).Select(i => Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)))]);
            put += 40;
            await Eventually.HoldsAsync(() => put - _taken.Count < 300 || stop.IsCancellationRequested);
        }

        return put;
    }

    private async Task AllCameAsync(int count)
    {
        await Eventually.ReachesAsync(() => _taken.Distinct().Count(), count);
        await Eventually.HoldsAsync(() => Peer.Waiting(Parts) == 0);
    }
}

using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Kafka.Tests;

/// <summary>What one flow sends, another one takes.</summary>
public sealed class ManyMessagesTests
{
    private const int Count = 10_000;

    // What the server may hold: it forgets what is older than 5 MB in a partition.
    private const long MostUnderWay = 6 << 20;

    [ServerFact]
    public async Task Ten_thousand_messages_from_nothing_to_a_megabyte_arrive_each_once_with_their_headers()
    {
        using var peer = new KafkaPeer(4);
        await using var host = peer.Host();
        var sending = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ {peer.Receiver("key: \"${header.name}\", headers: [X-Größe, X-Hash]")} }}", "sending");
        await host.DeployAsync($"from: {{ {peer.Sender("allowedHeaders: [X-Größe, X-Hash], concurrency: 50, order: none, fetchPartitionSize: 4MB")} }}\nsteps:\n  - send: {{ sink: {{}} }}", "taking");
        long sent = 0;
        long taken = 0;
        host.Sink.After = (exchange, _) =>
        {
            Interlocked.Add(ref taken, exchange.Body.Length ?? 0);
            return Task.CompletedTask;
        };

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (i, _) =>
        {
            var body = Body(i);
            await Eventually.HoldsAsync(() => Volatile.Read(ref sent) - Volatile.Read(ref taken) < MostUnderWay);
            Interlocked.Add(ref sent, body.Length);
            await host.SendAsync(sending, Payload.FromBytes(body), ("name", $"{i}"), ("X-Größe", $"日本語 🚚 {i}"), ("X-Hash", Sink.HashOf(body)));
        });
        await Eventually.ReachesAsync(() => host.Ended.Count, 2 * Count, () => string.Join('\n', host.Ended.Select(record => record.Fault).OfType<object>().Take(3)));

        Assert.All(host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Count, host.Sink.Taken.Count);
        Assert.All(host.Sink.Taken, delivered => Assert.Equal(delivered.Headers["X-Hash"], delivered.Hash));
        Assert.Equal(Count, host.Sink.Taken.Select(delivered => delivered.Headers["X-Größe"]).Distinct().Count());
        Assert.All(host.Sink.Taken, delivered => Assert.Equal($"日本語 🚚 {delivered.Headers["kafka.KEY"]}", delivered.Headers["X-Größe"]));
        Assert.Equal(0, peer.Waiting(4));
    }

    // Mostly small, as messages are.
    private static byte[] Body(int i)
    {
        var random = new Random(i);
        var body = new byte[i % 500 == 0 ? 1 << 20 : i % 50 == 0 ? random.Next(100_000) : i % 7 == 0 ? 0 : random.Next(2000)];
        random.NextBytes(body);
        return body;
    }
}

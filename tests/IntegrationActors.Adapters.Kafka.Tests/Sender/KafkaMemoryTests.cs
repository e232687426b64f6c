using System.Globalization;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using Xunit.Abstractions;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

/// <summary>A flow that is much slower than its topic.</summary>
[Collection(nameof(Alone))]
public sealed class KafkaMemoryTests(ITestOutputHelper output)
{
    private const int Waiting = 100_000;
    private const int BodySize = 1000;

    // Of 5 MB each, which the server keeps at most.
    private const int Partitions = 24;

    // What the library reads ahead (16 MB, and an answer that is under way: 1 MB of each partition), and the lanes (200 records of each partition).
    private const long MostGrowth = 64L << 20;

    [ServerFact]
    public async Task A_flow_that_takes_50_ms_holds_little_of_100_000_records_that_wait()
    {
        using var server = KafkaPeer.Start();
        using var peer = new KafkaPeer(Partitions, server);
        await using var host = peer.Host();
        for (var i = 0; i < Waiting; i += 1000)
        {
            await peer.PutAsync([.. Enumerable.Range(0, 1000).Select(_ => new byte[BodySize])]);
        }

        var before = Resident();
        long most = 0;
        host.Sink.After = async (_, cancel) =>
        {
            InterlockedMax(ref most, Resident());
            await Task.Delay(50, cancel);
        };
        await host.DeployAsync($"from: {{ {peer.Sender("concurrency: 100")} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.ReachesAsync(() => host.Sink.Taken.Count, 3000);

        var grown = Volatile.Read(ref most) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"grown by {grown >> 20} MB"));
        Assert.True(grown < MostGrowth, string.Create(CultureInfo.InvariantCulture, $"{grown >> 20} MB more than the {before >> 20} MB before"));
        Assert.InRange(peer.Waiting(Partitions), Waiting - host.Sink.Begun, Waiting);
        Assert.InRange(host.Sink.Most, Partitions / 2, Partitions);
    }

    private static long Resident()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen && Interlocked.CompareExchange(ref most, value, seen) is var now && now != seen; seen = now)
        {
        }
    }
}

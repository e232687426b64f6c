using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>A server with far more files than a slow flow takes.</summary>
[Collection(nameof(Alone))]
public sealed class ManyWaitingFilesTests
{
    private const int Count = 100_000;
    private const long MostMemory = 24L * 1024 * 1024;

    [ServerTheory]
    [InlineData("")]
    [InlineData("sortBy: name, ")]
    public async Task A_hundred_thousand_files_wait_on_the_server_in_little_memory(string order)
    {
        using var peer = new SftpPeer();
        for (var i = 0; i < Count; i++)
        {
            await File.WriteAllBytesAsync(peer.PathOf($"waiting {i:d6}"), []);
        }

        await using var host = peer.Host();
        host.Sink.Before = (_, cancel) => Task.Delay(50, cancel);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var flow = await host.DeployAsync($"from: {{ sftp: {{ {peer.Access()}, {order}poll: 100ms, maxMessagesPerPoll: 50 }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        var most = 0L;
        foreach (var ended in (int[])[1, 50, 100])
        {
            await Eventually.ReachesAsync(() => host.Ended.Count, ended, () => flow.Channels[0].ToString());
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        await flow.RetireAsync(TimeSpan.FromSeconds(5));

        Assert.InRange(most, long.MinValue, MostMemory);
        Assert.Equal(1, host.Sink.Most);
        Assert.Equal(Count - host.Ended.Count, peer.Files().Length);
        if (order.Length > 0)
        {
            Assert.Equal(Enumerable.Range(0, host.Sink.Taken.Count).Select(i => $"waiting {i:d6}"), host.Sink.Taken.Select(taken => taken.Headers["CamelFileName"]));
        }
    }
}

using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Sftp.Tests;

/// <summary>What one flow writes, another one takes.</summary>
public sealed class ManyFilesTests
{
    private const int Count = 10_000;

    [ServerFact]
    public async Task Ten_thousand_files_from_nothing_to_a_megabyte_arrive_each_once_under_their_names()
    {
        using var peer = new SftpPeer();
        await using var host = peer.Host();
        var writing = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ sftp: {{ {peer.Access()}, fileName: \"${{header.name}}\" }} }}", "writing");
        await host.DeployAsync($"from: {{ sftp: {{ {peer.Access()}, poll: 100ms, maxMessagesPerPoll: 500, concurrency: 8 }} }}\nsteps:\n  - send: {{ sink: {{}} }}", "taking");

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await host.SendAsync(writing, Payload.FromBytes(Body(i)), ("name", Name(i))));
        await Eventually.ReachesAsync(() => host.Ended.Count, 2 * Count, () => string.Join('\n', host.Ended.Select(record => record.Fault).OfType<object>().Take(3)));

        Assert.All(host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => (Name(i), Sink.HashOf(Body(i)))).Order(),
            host.Sink.Taken.Select(file => (file.Headers["CamelFileName"], file.Hash)).Order());
        Assert.Empty(peer.Files());
    }

    private static string Name(int i) => $"größe 日本語 🚚 {i:d5}.csv";

    // Mostly small, as files are that come by the thousand.
    private static byte[] Body(int i)
    {
        var random = new Random(i);
        var body = new byte[i % 500 == 0 ? 1 << 20 : i % 50 == 0 ? random.Next(100_000) : i % 7 == 0 ? 0 : random.Next(2000)];
        random.NextBytes(body);
        return body;
    }
}

using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Tests.Files.Local;

/// <summary>What one flow writes, another one takes.</summary>
public sealed class ManyLocalFilesTests
{
    private const int Count = 10_000;

    [Fact]
    public async Task Ten_thousand_files_from_nothing_to_a_megabyte_arrive_each_once_under_their_names()
    {
        using var folder = new LocalFolder();
        Directory.CreateDirectory(folder.PathOf("zwischen"));
        await using var host = folder.Host();
        var writing = await host.DeployAsync("from: { direct: {} }\nsteps:\n  - send: { file: { directory: \"zwischen/日本\", fileName: \"${header.name}\" } }", "writing");
        await host.DeployAsync("from: { file: { directory: zwischen, subdirectories: true, flatten: true, poll: 100ms, maxMessagesPerPoll: 500, concurrency: 8 } }\nsteps:\n  - send: { sink: {} }", "taking");

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await host.SendAsync(writing, Payload.FromBytes(ManyBodies.At(i)), ("name", Name(i))));
        await Eventually.ReachesAsync(() => host.Ended.Count, 2 * Count, () => string.Join('\n', host.Ended.Select(record => record.Fault).OfType<object>().Take(3)));

        Assert.All(host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => (Name(i), Sink.HashOf(ManyBodies.At(i)))).Order(),
            host.Sink.Taken.Select(file => (file.Headers["CamelFileName"], file.Hash)).Order());
        await Eventually.HoldsAsync(() => folder.Files().Length == 0);
    }

    private static string Name(int i) => $"größe 日本語 🚚 {i:d5}.csv";
}

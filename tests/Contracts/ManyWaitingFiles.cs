using System.Globalization;

namespace IntegrationActors.Contracts;

/// <summary>A folder with far more files than a slow flow takes. For tests that run alone, since they measure the process.</summary>
/// <param name="host">Where the flow runs.</param>
/// <param name="pathOf">Where a file of the folder is on this machine.</param>
/// <param name="left">How many files the folder has.</param>
public sealed class ManyWaitingFiles(FlowHost host, Func<string, string> pathOf, Func<int> left)
{
    private const int Count = 100_000;

    /// <summary>The files wait where they are, and memory does not grow with them.</summary>
    /// <param name="channel">The channel, which takes one file after the other; with <c>sortBy: name</c> their order is looked at.</param>
    /// <param name="mostMemory">Bytes that it may take.</param>
    public async Task WaitInLittleMemoryAsync(string channel, long mostMemory)
    {
        for (var i = 0; i < Count; i++)
        {
            await File.WriteAllBytesAsync(pathOf(NameOf(i)), []);
        }

        host.Sink.Before = (_, cancel) => Task.Delay(50, cancel);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var flow = await host.DeployAsync($"from: {{ {channel} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        var most = 0L;
        foreach (var ended in (int[])[1, 50, 100])
        {
            await Eventually.ReachesAsync(() => host.Ended.Count, ended, () => flow.Channels[0].ToString());
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        await flow.RetireAsync(TimeSpan.FromSeconds(5));

        Assert.InRange(most, long.MinValue, mostMemory);
        Assert.Equal(1, host.Sink.Most);
        Assert.Equal(Count - host.Ended.Count, left());
        if (channel.Contains("sortBy: name", StringComparison.Ordinal))
        {
            Assert.Equal(Enumerable.Range(0, host.Sink.Taken.Count).Select(NameOf), host.Sink.Taken.Select(taken => taken.Headers["CamelFileName"]));
        }
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"waiting {number:d6}");
}

using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Contracts;

/// <summary>Runs tests of channels without a message, layer by layer.</summary>
public static class ChannelProbes
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Tests a channel and disposes of it.</summary>
    public static async Task<List<ProbeStep>> StepsAsync<T>(T channel)
        where T : IChannelProbe, IAsyncDisposable
    {
        await using var tested = channel;
        using var limit = new CancellationTokenSource(Longest);
        var steps = new List<ProbeStep>();
        await foreach (var step in channel.ProbeAsync(limit.Token))
        {
            steps.Add(step);
        }

        return steps;
    }

    /// <summary>All layers below one work, that one does not and says what to do, and nothing is tested above it.</summary>
    /// <param name="channel">The channel, which is disposed of.</param>
    /// <param name="layer">The layer that does not work.</param>
    /// <param name="code">Code of the fault that a message would fail with.</param>
    /// <param name="secret">What no step may tell.</param>
    public static async Task<ProbeStep> FailsAsync<T>(T channel, string layer, string code, string secret)
        where T : IChannelProbe, IAsyncDisposable
    {
        var steps = await StepsAsync(channel);

        var failed = steps[^1];
        Assert.Equal((layer, ProbeOutcome.Failed, code), (failed.Name, failed.Outcome, failed.Code));
        Assert.NotNull(failed.Advice);
        Assert.All(steps.SkipLast(1), step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.DoesNotContain(steps, step => step.Detail.Contains(secret, StringComparison.Ordinal));
        return failed;
    }
}

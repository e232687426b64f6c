using IntegrationActors.Core.Limits;

namespace IntegrationActors.Core.Tests.Limits;

public sealed class TimeLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Ends_its_token_when_the_time_is_over()
    {
        using var limit = TimeLimit.Start(TimeSpan.FromMilliseconds(30), CancellationToken.None);

        await EndAsync(limit.Token);

        Assert.True(limit.IsTimedOut);
        Assert.False(limit.IsCancelled);
    }

    [Fact]
    public async Task Ends_its_token_at_once_when_one_of_the_others_ends()
    {
        foreach (var isFirst in (bool[])[true, false])
        {
            using var other = new CancellationTokenSource();
            using var limit = TimeLimit.Start(Long, isFirst ? other.Token : default, isFirst ? default : other.Token);

            await other.CancelAsync();

            Assert.True(limit.Token.IsCancellationRequested);
            Assert.True(limit.IsCancelled);
            Assert.False(limit.IsTimedOut);
        }
    }

    [Fact]
    public void Is_ended_from_the_start_when_the_other_is()
    {
        using var limit = TimeLimit.Start(Long, new CancellationToken(canceled: true));

        Assert.True(limit.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_paused_limit_does_not_strike_and_a_restarted_one_does()
    {
        using var paused = TimeLimit.Start(TimeSpan.FromMilliseconds(30), CancellationToken.None);
        paused.Pause();
        using var later = TimeLimit.Start(TimeSpan.FromMilliseconds(200), CancellationToken.None);

        await EndAsync(later.Token);
        Assert.False(paused.Token.IsCancellationRequested);

        paused.Restart();
        await EndAsync(paused.Token);
        Assert.True(paused.IsTimedOut);
    }

    [Fact]
    public async Task Work_that_ends_at_the_very_moment_of_its_limit_never_ends_the_work_that_follows()
    {
        var struck = 0;
        for (var round = 0; round < 50 && struck == 0; round++)
        {
            await RaceAsync(() => Interlocked.Increment(ref struck));
        }

        Assert.InRange(struck, 1, 400);

        static Task RaceAsync(Action strike) => Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, cancel) =>
        {
            using (var first = TimeLimit.Start(TimeLimit.Resolution, cancel))
            {
                await Task.Delay(TimeLimit.Resolution, cancel);
                if (first.IsTimedOut)
                {
                    strike();
                }
            }

            using var next = TimeLimit.Start(Long, cancel);
            await Task.Delay(1, cancel);
            Assert.False(next.Token.IsCancellationRequested);
        });
    }

    [Fact]
    public async Task A_short_limit_strikes_beside_long_ones_whichever_was_set_first()
    {
        using var before = TimeLimit.Start(Long, CancellationToken.None);
        using var limit = TimeLimit.Start(TimeSpan.FromMilliseconds(300), CancellationToken.None);
        using var after = TimeLimit.Start(Long, CancellationToken.None);
        using var shorter = TimeLimit.Start(TimeSpan.FromMilliseconds(1), CancellationToken.None);

        await EndAsync(shorter.Token);
        await EndAsync(limit.Token);

        Assert.True(limit.IsTimedOut && shorter.IsTimedOut);
        Assert.False(before.Token.IsCancellationRequested || after.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Of_many_limits_that_are_set_side_by_side_each_strikes_in_its_time()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (i, cancel) =>
        {
            using var limit = TimeLimit.Start(TimeSpan.FromMilliseconds(1 + (i % 97)), cancel);
            await EndAsync(limit.Token);
        });
    }

    [Fact]
    public async Task Limits_strike_again_after_a_time_in_which_there_were_none()
    {
        for (var round = 0; round < 2; round++)
        {
            using (var limit = TimeLimit.Start(TimeSpan.FromMilliseconds(1), CancellationToken.None))
            {
                await EndAsync(limit.Token);
            }

            await Task.Delay(TimeLimit.Resolution * 3);
        }
    }

    private static Task EndAsync(CancellationToken token)
    {
        var ended = new TaskCompletionSource();
        token.UnsafeRegister(static done => ((TaskCompletionSource)done!).SetResult(), ended);
        return ended.Task.WaitAsync(Patience);
    }
}

namespace IntegrationActors.Adapters.Kafka.Tests;

public sealed class PendingResultTests
{
    [Fact]
    public async Task Gives_the_result_whether_it_comes_before_the_wait_or_after()
    {
        foreach (var isBefore in (bool[])[true, false])
        {
            var pending = new PendingResult<int>(goesOnElsewhere: false);
            var waiting = isBefore ? default : pending.WaitAsync(CancellationToken.None);

            pending.Set(7);

            Assert.Equal(7, await (isBefore ? pending.WaitAsync(CancellationToken.None) : waiting));
        }
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_ends_with_its_token_and_a_late_result_has_no_effect()
    {
        using var cancel = new CancellationTokenSource();
        var pending = new PendingResult<int>(goesOnElsewhere: true);
        var waiting = pending.WaitAsync(cancel.Token).AsTask();

        await cancel.CancelAsync();
        pending.Set(7);

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task A_result_that_is_there_is_not_taken_back_by_a_late_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        var pending = new PendingResult<int>(goesOnElsewhere: true);
        var waiting = pending.WaitAsync(cancel.Token);

        pending.Set(7);
        await cancel.CancelAsync();

        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task Ends_once_when_result_and_cancellation_come_at_the_same_moment()
    {
        for (var round = 0; round < 2000; round++)
        {
            using var cancel = new CancellationTokenSource();
            var pending = new PendingResult<int>(goesOnElsewhere: round % 2 == 0);
            var waiting = pending.WaitAsync(cancel.Token).AsTask();

            await Task.WhenAll(Task.Run(() => pending.Set(7)), cancel.CancelAsync());

            Assert.True(await waiting.ContinueWith(ended => ended.IsCanceled || ended.Result == 7, TaskScheduler.Default));
        }
    }
}

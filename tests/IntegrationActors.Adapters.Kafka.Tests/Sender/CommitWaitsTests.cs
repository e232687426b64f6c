using Confluent.Kafka;
using IntegrationActors.Adapters.Kafka.Sender;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

public sealed class CommitWaitsTests : IDisposable
{
    private readonly CommitWaits _waits = new();
    private readonly CancellationTokenSource _cut = new();

    public void Dispose()
    {
        _waits.Dispose();
        _cut.Dispose();
    }

    [Fact]
    public async Task A_commit_takes_the_records_before_its_offset_and_leaves_the_others()
    {
        var (records, waits) = Wait(3, _cut.Token);

        foreach (var record in _waits.Take(before: 2))
        {
            record.Set(true);
        }

        await Task.WhenAll(waits[..2]);
        Assert.False(waits[2].IsCompleted);
        Assert.Same(records[2], Assert.Single(_waits.Take(long.MaxValue)));
    }

    [Fact]
    public async Task All_that_wait_are_cut_off_with_the_token_that_they_share_and_so_is_whoever_comes_later()
    {
        var (_, early) = Wait(3, _cut.Token);

        await _cut.CancelAsync();
        var (_, late) = Wait(2, _cut.Token);

        foreach (var wait in early.Concat(late))
        {
            var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
            Assert.Equal(_cut.Token, cancelled.CancellationToken);
        }
    }

    [Fact]
    public async Task A_record_with_a_token_of_its_own_is_cut_off_by_that_one_alone()
    {
        using var own = new CancellationTokenSource();
        var (_, shared) = Wait(1, _cut.Token);
        var (_, alone) = Wait(1, own.Token);
        var (_, never) = Wait(1, CancellationToken.None);

        await own.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone[0]);
        Assert.False(shared[0].IsCompleted);

        await _cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shared[0]);
        Assert.False(never[0].IsCompleted);
    }

    [Fact]
    public async Task What_is_committed_is_not_cut_off_any_more()
    {
        var (records, waits) = Wait(1, _cut.Token);

        records[0].Set(true);
        await _cut.CancelAsync();

        await waits[0];
    }

    [Fact]
    public async Task No_record_is_missed_that_begins_to_wait_in_the_moment_of_the_cut()
    {
        for (var round = 0; round < 2000; round++)
        {
            using var waits = new CommitWaits();
            using var cut = new CancellationTokenSource();
            var first = new TakenRecord(null!, Record(0));
            var last = new TakenRecord(null!, Record(1));
            var waiting = first.EndAsync(waits.Add(first, cut.Token)).AsTask();

            var cutting = Task.Run(cut.Cancel);
            var late = last.EndAsync(waits.Add(last, cut.Token)).AsTask();
            await cutting;

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late.WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    private (TakenRecord[] Records, Task[] Waits) Wait(int count, CancellationToken cancel)
    {
        TakenRecord[] records = [.. Enumerable.Range(0, count).Select(offset => new TakenRecord(null!, Record(offset)))];
        return (records, [.. records.Select(record => record.EndAsync(_waits.Add(record, cancel)).AsTask())]);
    }

    private static ConsumeResult<byte[], byte[]> Record(long offset) => new()
    {
        Topic = "t",
        Partition = 0,
        Offset = offset,
        Message = new Message<byte[], byte[]> { Value = [1] },
    };
}

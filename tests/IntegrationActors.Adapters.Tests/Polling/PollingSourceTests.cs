using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Tests.Polling;

public sealed class PollingSourceTests
{
    [Fact]
    public async Task With_one_place_a_message_is_taken_when_the_one_before_is_settled()
    {
        await using var source = new Numbers(concurrency: 1, count: 3);
        await using var receipts = source.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await receipts.MoveNextAsync());
        var first = receipts.Current;
        var next = receipts.MoveNextAsync().AsTask();
        var begun = source.Begun.ToArray();
        await first.ReleaseAsync();

        Assert.True(await next);
        Assert.Equal([0], begun);
        Assert.Equal([0, 1], source.Begun);
    }

    [Fact]
    public async Task As_many_are_taken_at_once_as_there_are_places_and_given_out_in_order()
    {
        await using var source = new Numbers(concurrency: 3, count: 5);
        await using var receipts = source.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator();
        source.Gates[0] = new TaskCompletionSource();

        var first = receipts.MoveNextAsync().AsTask();
        Assert.Equal([0, 1, 2], source.Begun);
        Assert.False(first.IsCompleted);
        source.Gates[0]!.SetResult();

        var given = new List<int>();
        for (var isFirst = true; given.Count < 3; isFirst = false)
        {
            Assert.True(isFirst ? await first : await receipts.MoveNextAsync());
            given.Add(((Number)receipts.Current).Value);
        }

        Assert.Equal([0, 1, 2], given);
        Assert.Equal(3, source.Begun.Count);
    }

    [Fact]
    public async Task A_failure_gives_back_what_was_taken_and_not_given_out()
    {
        await using var source = new Numbers(concurrency: 3, count: 5) { Failing = 1 };
        await using var receipts = source.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await receipts.MoveNextAsync());
        await Assert.ThrowsAsync<FaultException>(async () => await receipts.MoveNextAsync());

        Assert.Equal([0, 1, 2, 3], source.Begun);
        Assert.Equal([2, 3], source.Released);
    }

    [Fact]
    public async Task No_more_are_taken_than_a_poll_may_have()
    {
        await using var source = new Numbers(concurrency: 4, count: 9, most: 2);
        await using var receipts = source.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await receipts.MoveNextAsync());
        var first = receipts.Current;
        Assert.True(await receipts.MoveNextAsync());
        var second = receipts.Current;
        var third = receipts.MoveNextAsync().AsTask();
        var begun = source.Begun.ToArray();
        await first.ReleaseAsync();
        await second.ReleaseAsync();

        Assert.True(await third);
        Assert.Equal([0, 1], begun);
        Assert.Equal([0, 1, 0, 1], source.Begun);
    }

    private sealed class Number(int value, Numbers source) : Receipt
    {
        public int Value => value;

        public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => ReleaseAsync();

        public override ValueTask ReleaseAsync()
        {
            source.Release(value);
            return default;
        }
    }

    private sealed class Numbers(int concurrency, int count, int most = 500) : PollingSource<int>(new PollOptions { Interval = TimeSpan.FromMilliseconds(10) }, TimeProvider.System, concurrency)
    {
        public TaskCompletionSource?[] Gates { get; } = new TaskCompletionSource?[count];

        public int Failing { get; init; } = -1;

        public List<int> Begun { get; } = [];

        public List<int> Released { get; } = [];

        protected override int MostPerPoll => most;

        protected override IMessageLocks Locks => throw new NotSupportedException();

        public override ValueTask ConnectAsync(CancellationToken cancel) => default;

        public void Release(int value)
        {
            Released.Add(value);
            Leave(endsBatch: false);
        }

        protected override ValueTask<IReadOnlyList<int>> FindAsync(CancellationToken cancel) => new(Enumerable.Range(0, count).ToArray());

        protected override async ValueTask<Receipt?> TakeAsync(int found, CancellationToken cancel)
        {
            Begun.Add(found);
            await (Gates[found]?.Task ?? Task.CompletedTask);
            return found == Failing ? throw new FaultException("IA9999", "not now") : new Number(found, this) { Message = new Message { Body = Payload.Empty } };
        }
    }
}

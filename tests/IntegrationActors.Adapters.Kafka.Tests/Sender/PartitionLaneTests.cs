using Confluent.Kafka;
using IntegrationActors.Adapters.Kafka.Sender;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

public sealed class PartitionLaneTests : IDisposable
{
    private readonly List<TakenRecord> _offered = [];
    private readonly PartitionLane _lane;
    private int _wakes;

    public PartitionLaneTests() => _lane = new PartitionLane(new TopicPartition("t", 0), new LaneRules(AtOnce: 2, Ahead: 10, Prefetch: 4), _offered.Add, () => _wakes++);

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void A_record_waits_until_the_place_where_the_group_begins_is_committed()
    {
        _lane.BeginAt(7);
        _lane.Add(Record(7));

        Assert.Empty(_offered);
        Assert.Equal((1, new Offset(7)), (_wakes, _lane.ToCommit?.Offset));
        _lane.Committed(7);
        Assert.Equal(new Offset(7), Assert.Single(_offered).Offset);
        Assert.Null(_lane.ToCommit);
    }

    [Fact]
    public async Task The_offset_to_commit_passes_over_nothing_that_is_not_done()
    {
        _lane.Add(Record(3));
        _lane.Add(Record(4));
        Assert.All(_offered, record => Assert.True(_lane.TryBegin(record)));

        var second = _lane.CompleteAsync(_offered[1], CancellationToken.None);
        var between = _lane.ToCommit;
        var first = _lane.CompleteAsync(_offered[0], CancellationToken.None);

        Assert.True(second.IsCompletedSuccessfully);
        await second;
        Assert.Null(between);
        Assert.Equal(new Offset(5), _lane.ToCommit?.Offset);
        Assert.False(first.IsCompleted);
        _lane.Committed(5);
        await first;
        Assert.All(_offered, record => Assert.False(record.ComesAgain));
    }

    [Fact]
    public async Task A_run_that_ends_when_the_partition_is_gone_was_not_committed()
    {
        _lane.Add(Record(3));
        _lane.TryBegin(_offered[0]);

        _lane.BeginClose();
        var isIdle = _lane.IsIdleWithin(TimeSpan.Zero);
        _lane.Dispose();

        Assert.False(isIdle);
        var lost = await Assert.ThrowsAsync<FaultException>(() => _lane.CompleteAsync(_offered[0], CancellationToken.None).AsTask());
        Assert.Equal(KafkaFaults.NotCommitted, lost.Fault.Code);
        Assert.False(_offered[0].ComesAgain);
    }

    [Fact]
    public async Task A_run_that_is_cut_off_while_it_waits_for_the_commit_leaves_a_record_that_comes_again()
    {
        using var cancel = new CancellationTokenSource();
        _lane.Add(Record(3));
        _lane.TryBegin(_offered[0]);

        var completing = _lane.CompleteAsync(_offered[0], cancel.Token).AsTask();
        await cancel.CancelAsync();
        _lane.Committed(4);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => completing);
        Assert.True(_offered[0].ComesAgain);
    }

    [Fact]
    public async Task A_commit_ends_the_waits_of_the_runs_that_it_covers_and_no_other()
    {
        foreach (var offset in (long[])[3, 4])
        {
            _lane.Add(Record(offset));
        }

        var waits = _offered.ConvertAll(record => _lane.TryBegin(record) ? _lane.CompleteAsync(record, CancellationToken.None).AsTask() : Task.CompletedTask);
        _lane.Committed(4);

        await waits[0];
        Assert.False(waits[1].IsCompleted);
        _lane.Committed(5);
        await waits[1];
    }

    [Fact]
    public void A_partition_that_is_being_given_up_lets_nothing_begin()
    {
        _lane.Add(Record(3));

        _lane.BeginClose();
        _lane.Add(Record(4));

        Assert.False(_lane.TryBegin(_offered[0]));
        Assert.Single(_offered);
    }

    private static ConsumeResult<byte[], byte[]> Record(long offset) => new()
    {
        Topic = "t",
        Partition = 0,
        Offset = offset,
        Message = new Message<byte[], byte[]> { Value = [1] },
    };
}

using Confluent.Kafka;
using IntegrationActors.Adapters.Kafka.Connections;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>
/// Commits offsets of one member, on a thread of its own since the library blocks: whatever can be committed goes with one request, and what comes up meanwhile, and shortly after, with the next. What the
/// cluster does not take is tried again as long as the member has the partition.
/// </summary>
internal sealed class OffsetCommitter : IDisposable
{
    // From one request to the next: with many small records a commit costs more than the rest of its settlement.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Func<IReadOnlyCollection<PartitionLane>> _lanes;
    private readonly KafkaHealth _health;
    private readonly AutoResetEvent _work = new(false);
    private readonly ManualResetEventSlim _ending = new(false);
    private readonly Lock _committing = new();
    private readonly Thread _thread;

    // Many wake it between two looks; the event is dear.
    private int _isWoken;

    public OffsetCommitter(IConsumer<byte[], byte[]> consumer, Func<IReadOnlyCollection<PartitionLane>> lanes, KafkaHealth health)
    {
        (_consumer, _lanes, _health) = (consumer, lanes, health);
        _thread = new Thread(Run) { IsBackground = true, Name = "kafka-commit" };
        _thread.Start();
    }

    /// <summary>There is something to commit.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWoken, 1) == 0)
        {
            _work.Set();
        }
    }

    /// <summary>Commits what these partitions have, now. False when the cluster did not take it.</summary>
    public bool TryCommit(IReadOnlyCollection<PartitionLane> lanes)
    {
        lock (_committing)
        {
            var offsets = lanes.Select(lane => lane.ToCommit).OfType<TopicPartitionOffset>().ToList();
            return offsets.Count == 0 || TryCommit(lanes, offsets);
        }
    }

    /// <summary>Ends when the request under way is answered; commits nothing more.</summary>
    public void Dispose()
    {
        _ending.Set();
        _work.Set();
        _thread.Join();
        _work.Dispose();
        _ending.Dispose();
    }

    private void Run()
    {
        var pause = FirstPause;
        while (_work.WaitOne() && !_ending.IsSet)
        {
            Interlocked.Exchange(ref _isWoken, 0);
            if (TryCommit(_lanes()))
            {
                pause = FirstPause;
                _ending.Wait(Gathering);
                continue;
            }

            _ending.Wait(pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            _work.Set();
        }
    }

    private bool TryCommit(IReadOnlyCollection<PartitionLane> lanes, List<TopicPartitionOffset> offsets)
    {
        try
        {
            _consumer.Commit(offsets);
            Note(lanes, offsets);
            return true;
        }
        catch (TopicPartitionOffsetException e)
        {
            Note(lanes, [.. e.Results.Where(result => !result.Error.IsError).Select(result => result.TopicPartitionOffset)]);
            return false;
        }
        catch (KafkaException e)
        {
            _health.Report(e.Error);
            return false;
        }
    }

    private static void Note(IReadOnlyCollection<PartitionLane> lanes, List<TopicPartitionOffset> offsets)
    {
        foreach (var lane in lanes)
        {
            if (offsets.Find(offset => offset.TopicPartition == lane.Partition) is { } committed)
            {
                lane.Committed(committed.Offset);
            }
        }
    }
}

using Confluent.Kafka;
using IntegrationActors.Adapters.Kafka.Connections;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>
/// One member of a consumer group. Its thread looks for records all the time, whatever the flow does, so that the group never takes it for dead: (1) a record goes to the lane of its partition; (2) a lane
/// that is full pauses its partition; (3) one with room goes on. When a partition is taken away, what runs may end, what is done is committed, then it goes.
/// </summary>
internal sealed class GroupMember : IAsyncDisposable
{
    // What comes ends a look at once; only a stop has to wait for its end. Each look that finds nothing costs some 50 µs.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookWhilePaused = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FailurePause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CommitPause = TimeSpan.FromMilliseconds(50);

    // Others of the group may wait as long, and a flow that is taken away.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(7);

    private readonly MemberSettings _settings;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly OffsetCommitter _committer;
    private readonly PartitionBegins _begins;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _stop = new();

    // Written by the thread of the member alone, as a whole.
    private volatile Dictionary<TopicPartition, PartitionLane> _lanes = [];
    private int _paused;

    public GroupMember(MemberSettings settings)
    {
        _settings = settings;
        var builder = new ConsumerBuilder<byte[], byte[]>(settings.Config())
            .SetErrorHandler((_, error) => settings.Health.Report(error))
            .SetLogHandler(static (_, _) => { })
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => Lost(partitions));
        if (settings.Health.Tokens is { } tokens)
        {
            builder.SetOAuthBearerTokenRefreshHandler((library, _) => tokens.Refresh(library, settings.Health));
        }

        _consumer = builder.Build();
        _begins = new PartitionBegins(_consumer, settings, _stop);
        _committer = new OffsetCommitter(_consumer, () => _lanes.Values, settings.Health);
        Probe = new KafkaProbe(_consumer.Handle, settings.Health, settings.Time);
        new Thread(Run) { IsBackground = true, Name = "kafka-poll" }.Start();
    }

    /// <summary>Asks the cluster over the connections of this member.</summary>
    public KafkaProbe Probe { get; }

    /// <summary>How many partitions the member has.</summary>
    public int Partitions => _lanes.Count;

    /// <summary>Records that were gone before the group came to them.</summary>
    public long Gone => _begins.Gone;

    /// <summary>Leaves the group, so that others go on at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await Probe.EndAsync();
        _stop.Set();
        await _ended.Task;
    }

    private void Run()
    {
        Subscribe();
        while (!_stop.IsSet)
        {
            try
            {
                var result = _consumer.Consume(_paused > 0 ? LookWhilePaused : Look);
                if (result is not null && _lanes.TryGetValue(result.TopicPartition, out var lane))
                {
                    _begins.Look(result);
                    lane.Add(result);                       // 1
                    Pause(lane);                            // 2
                }

                Resume();                                   // 3
            }
            catch (Exception e)
            {
                _settings.Health.Report(e is KafkaException known ? known.Error : new Error(ErrorCode.Local_Fail, e.Message));
                _stop.Wait(FailurePause);
            }
        }

        Leave();
    }

    private void Subscribe()
    {
        try
        {
            _consumer.Subscribe(_settings.Subscription);
        }
        catch (Exception e) when (e is KafkaException or ArgumentException or InvalidOperationException)
        {
            _settings.Health.Refused(KafkaFaults.Of(new Error(ErrorCode.Local_InvalidArg, $"these topics can't be subscribed to: {e.Message}"), _settings.Health.Shown));
        }
    }

    private void Leave()
    {
        try
        {
            _consumer.Close();
        }
        catch (KafkaException e)
        {
            _settings.Health.Report(e.Error);
        }

        Forget(_lanes.Keys);
        _committer.Dispose();
        _consumer.Dispose();
        _stop.Dispose();
        _ended.SetResult();
    }

    private void Pause(PartitionLane lane)
    {
        if (!lane.IsPaused && lane.IsFull)
        {
            _consumer.Pause([lane.Partition]);
            lane.IsPaused = true;
            _paused++;
        }
    }

    private void Resume()
    {
        if (_paused == 0)
        {
            return;
        }

        foreach (var lane in _lanes.Values)
        {
            if (lane is { IsPaused: true, HasRoom: true })
            {
                _consumer.Resume([lane.Partition]);
                lane.IsPaused = false;
                _paused--;
            }
        }
    }

    private List<TopicPartitionOffset> Assigned(List<TopicPartition> partitions)
    {
        var begins = _begins.Of(partitions);
        var lanes = new Dictionary<TopicPartition, PartitionLane>(_lanes);
        foreach (var partition in partitions)
        {
            lanes[partition] = new PartitionLane(partition, _settings.Rules, _settings.Offer, _committer.Wake);
        }

        // Before anything of them is committed: the committer looks here.
        _lanes = lanes;
        foreach (var (partition, begin) in begins)
        {
            Begin(lanes[partition], begin);
        }

        return [.. partitions.Select(partition => new TopicPartitionOffset(partition, begins.GetValueOrDefault(partition, Offset.Unset)))];
    }

    private static void Begin(PartitionLane lane, Offset begin)
    {
        if (begin.IsSpecial)
        {
            lane.BeginClose();
        }
        else
        {
            lane.BeginAt(begin);
        }
    }

    private void Revoked(List<TopicPartitionOffset> partitions)
    {
        var lanes = partitions.Select(partition => _lanes.GetValueOrDefault(partition.TopicPartition)).OfType<PartitionLane>().ToArray();
        foreach (var lane in lanes)
        {
            lane.BeginClose();
        }

        var begin = _settings.Time.GetTimestamp();
        foreach (var lane in lanes)
        {
            lane.IsIdleWithin(Left(begin));
        }

        using var pause = new ManualResetEventSlim();
        while (!_committer.TryCommit(lanes) && Left(begin) > TimeSpan.Zero && !_settings.Health.IsBeyondRepair)
        {
            pause.Wait(CommitPause);
        }

        Forget(partitions.Select(partition => partition.TopicPartition));
    }

    private void Lost(List<TopicPartitionOffset> partitions) => Forget(partitions.Select(partition => partition.TopicPartition));

    private void Forget(IEnumerable<TopicPartition> partitions)
    {
        var lanes = new Dictionary<TopicPartition, PartitionLane>(_lanes);
        foreach (var partition in partitions.ToArray())
        {
            if (lanes.Remove(partition, out var lane))
            {
                Unpause(lane);
                lane.Dispose();
            }
        }

        _lanes = lanes;
    }

    // The library remembers a pause beyond the assignment: a partition that came back would stand still for ever.
    private void Unpause(PartitionLane lane)
    {
        if (!lane.IsPaused)
        {
            return;
        }

        _paused--;
        try
        {
            _consumer.Resume([lane.Partition]);
        }
        catch (KafkaException)
        {
            // The library has forgotten the partition, and the pause with it.
        }
    }

    private TimeSpan Left(long begin) => EndPatience - _settings.Time.GetElapsedTime(begin) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}

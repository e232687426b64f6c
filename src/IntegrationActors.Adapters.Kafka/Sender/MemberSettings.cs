using Confluent.Kafka;
using IntegrationActors.Adapters.Kafka.Connections;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>What all members of a channel have in common.</summary>
/// <param name="Options">The channel.</param>
/// <param name="Login">Who it is.</param>
/// <param name="Group">The consumer group.</param>
/// <param name="Health">Hears what the library says.</param>
/// <param name="Offer">Offers a record to the flow.</param>
/// <param name="Time">The clock.</param>
internal sealed record MemberSettings(KafkaSenderOptions Options, KafkaLogin Login, string Group, KafkaHealth Health, Action<TakenRecord> Offer, TimeProvider Time)
{
    // What the library reads ahead of the lanes, of all partitions together.
    private const int MostQueuedKilobytes = 16 * 1024;

    private const int LargestAnswer = 1_000_000_000;

    public LaneRules Rules { get; } = LaneRules.Of(Options);

    public bool BeginsAtEnd => Options.AutoOffsetReset == OffsetReset.Latest;

    public IEnumerable<string> Subscription => Options.Topics.Select(KafkaNames.Subscription);

    /// <summary>Settings for a member of its own.</summary>
    public ConsumerConfig Config() => new(Login.Config())
    {
        GroupId = Group,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,

        // A group that begins at the end is told so when it gets its partitions; what is left to the library are offsets that are gone.
        AutoOffsetReset = Options.AutoOffsetReset == OffsetReset.Error ? AutoOffsetReset.Error : AutoOffsetReset.Earliest,
        PartitionAssignmentStrategy = Options.Assignment switch
        {
            PartitionAssignment.Range => PartitionAssignmentStrategy.Range,
            PartitionAssignment.RoundRobin => PartitionAssignmentStrategy.RoundRobin,
            _ => PartitionAssignmentStrategy.CooperativeSticky,
        },
        SessionTimeoutMs = KafkaLogin.Milliseconds(Options.SessionTimeout),
        HeartbeatIntervalMs = KafkaLogin.Milliseconds(Options.HeartbeatInterval),
        MaxPollIntervalMs = KafkaLogin.Milliseconds(Options.MaxPollInterval),
        FetchMinBytes = (int)Options.FetchMinSize.Bytes,
        FetchMaxBytes = (int)Math.Min(Options.FetchMaxSize.Bytes, LargestAnswer),
        MaxPartitionFetchBytes = (int)Math.Min(Options.FetchPartitionSize.Bytes, LargestAnswer),
        ReceiveMessageMaxBytes = (int)Math.Max(LargestAnswer / 10, Math.Min(Options.FetchMaxSize.Bytes + (1 << 20), LargestAnswer)),
        FetchWaitMaxMs = KafkaLogin.Milliseconds(Options.FetchWait),
        QueuedMinMessages = Math.Max(Options.Prefetch, 1000),
        QueuedMaxMessagesKbytes = MostQueuedKilobytes,
        FetchQueueBackoffMs = 10,
    };
}

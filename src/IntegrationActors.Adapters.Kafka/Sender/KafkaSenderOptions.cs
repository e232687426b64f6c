using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>
/// Takes records from topics of a Kafka cluster as a consumer group. At least once: the offset of a record is committed when its run is completed, and with it those before it; never by time. Records of a
/// partition run in their order. All nodes and versions of the flow are members of the group and share the partitions; when partitions move, what runs is finished and committed first. A flow that is
/// slower than the topic keeps its place in the group, and the cluster keeps what is not fetched. The flow finds in the headers <c>kafka.TOPIC</c>, <c>kafka.PARTITION</c>, <c>kafka.OFFSET</c>,
/// <c>kafka.TIMESTAMP</c> (milliseconds since 1970) and <c>kafka.KEY</c> where the record came from; a key or header that is no UTF-8 is in base64. <c>Content-Type</c>, <c>traceparent</c>
/// and <c>SAP_MplCorrelationId</c> of the record always come, others if they are allowed.
/// </summary>
[SenderChannel("kafka", typeof(KafkaSenderAdapter), Sap = "Kafka sender", Camel = "kafka")]
[Example("Orders in the order of each partition; one that fails is tried again until it gets through", "kafka: { brokers: [\"kafka-1.example.com:9093\", \"kafka-2.example.com:9093\"], authentication: scramSha512, credential: kafka, topics: [orders], autoOffsetReset: earliest, allowedHeaders: [X-Region] }")]
[Example("All topics of a kind, up to 100 records at once in any order; after three tries a record goes to another topic", "kafka: { brokers: [\"kafka.example.com:9093\"], clientCertificate: shop-key, trustedCertificates: [kafka-ca], topics: [\"audit.*\"], group: audit, order: none, concurrency: 100, errorHandling: deadLetter, attempts: 3, deadLetterTopic: audit-failed }")]
[Example("With access tokens of an authorization server; the credential has id and secret of the client", "kafka: { brokers: [\"kafka.example.com:9092\"], authentication: oauthBearer, credential: kafka-client, token: { url: \"https://login.example.com/oauth2/token\", scope: kafka, extensions: { logicalCluster: lkc-1 } }, topics: [orders] }")]
public sealed record KafkaSenderOptions : KafkaChannelOptions
{
    /// <summary>
    /// Topics: names, names with <c>*</c> for any characters, or regular expressions, which begin with <c>^</c> (POSIX extended). Those that patterns find later join within minutes.
    /// </summary>
    [Required]
    [MinLength(1)]
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Consumer group. Default: tenant and flow, as <c>tenant.flow</c>.</summary>
    [StringLength(255, MinimumLength = 1)]
    public string? Group { get; init; }

    /// <summary>Members of the group on each node, 1 to 25. More fetch faster; partitions beyond the members are shared among them.</summary>
    [Range(1, 25)]
    public int ParallelConsumers { get; init; } = 1;

    /// <summary>Records that run at once on each node, 1 to 10,000. With <c>order: partition</c> also at most one of each partition.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; init; } = 25;

    /// <summary>Which order is kept.</summary>
    public RecordOrder Order { get; init; } = RecordOrder.Partition;

    /// <summary>
    /// Where a group begins that has no offset. A group that has one whose record is gone, because the cluster deletes records after a time (retention) or the topic was made anew, goes on with the oldest record that is there, so that
    /// none is passed over that could still be had; the status of the channel counts what was gone. With <c>error</c> it stops with IA3853 instead, until the offset of the group is set.
    /// </summary>
    public OffsetReset AutoOffsetReset { get; init; } = OffsetReset.Latest;

    /// <summary>What happens to a record whose run fails.</summary>
    public RecordErrorHandling ErrorHandling { get; init; } = RecordErrorHandling.Retry;

    /// <summary>Runs of a record before it is skipped or goes to <c>deadLetterTopic</c>, 1 to 100; 1 is no second try. Not with <c>errorHandling: retry</c>, which tries without end.</summary>
    [Range(1, 100)]
    public int? Attempts { get; init; }

    /// <summary>Pause before a failed record runs again; it doubles with each further failure.</summary>
    [DefaultText("5s")]
    [Range(typeof(TimeSpan), "10ms", "1d")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest such pause.</summary>
    [Advanced]
    [DefaultText("5m")]
    [Range(typeof(TimeSpan), "10ms", "1d")]
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Topic for records that failed, with <c>errorHandling: deadLetter</c>: key, value and headers as they came, and <c>dlt.topic</c>, <c>dlt.partition</c>, <c>dlt.offset</c>, <c>dlt.code</c>,
    /// <c>dlt.message</c> and <c>dlt.messageId</c> (id in the message log). The offset is committed when the brokers have it.
    /// </summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>Headers of records that come into the message, beside those that the flow allows: names, regular expressions, or <c>*</c>. Of several of one name the last counts.</summary>
    [InboundHeader]
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    /// <summary>Records of each partition that are held ready, 1 to 10,000, and at most 4 MB and a record more. Besides, each member reads at most 16 MB ahead, and one answer more; the rest stays with the brokers.</summary>
    [Advanced]
    [Range(1, 10_000)]
    public int Prefetch { get; init; } = 200;

    /// <summary>A member that the cluster has not heard of for so long is dead, and others get its partitions.</summary>
    [Advanced]
    [DefaultText("45s")]
    [Range(typeof(TimeSpan), "1s", "30m")]
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How often a member tells that it lives; at most a third of <c>sessionTimeout</c>.</summary>
    [Advanced]
    [DefaultText("3s")]
    [Range(typeof(TimeSpan), "100ms", "10m")]
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest time between two looks for records. A slow flow does not count: the member looks on while its partitions pause. Also the longest that the group waits for a member when partitions move.</summary>
    [Advanced]
    [DefaultText("5m")]
    [Range(typeof(TimeSpan), "30s", "1d")]
    public TimeSpan MaxPollInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes for which a broker waits before it answers, at most <c>fetchWait</c>.</summary>
    [Advanced]
    [DefaultText("1")]
    [Range(typeof(ByteSize), "1", "100MB")]
    public ByteSize FetchMinSize { get; init; } = new(1);

    /// <summary>Most bytes of one answer of a broker.</summary>
    [Advanced]
    [DefaultText("50MB")]
    [Range(typeof(ByteSize), "1MB", "1GB")]
    public ByteSize FetchMaxSize { get; init; } = new(50L << 20);

    /// <summary>Most bytes of one partition in an answer. A larger record comes all the same.</summary>
    [Advanced]
    [DefaultText("1MB")]
    [Range(typeof(ByteSize), "1KB", "1GB")]
    public ByteSize FetchPartitionSize { get; init; } = new(1L << 20);

    /// <summary>How long a broker waits for <c>fetchMinSize</c>.</summary>
    [Advanced]
    [DefaultText("500ms")]
    [Range(typeof(TimeSpan), "1ms", "5m")]
    public TimeSpan FetchWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How the group shares its partitions. All members of a group have to say the same, those of other programs too.</summary>
    [Advanced]
    public PartitionAssignment Assignment { get; init; } = PartitionAssignment.CooperativeSticky;

    /// <summary>Topics, error handling and times have to fit.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if (DeadLetterTopic is null == (ErrorHandling == RecordErrorHandling.DeadLetter))
        {
            yield return new ValidationResult("'deadLetterTopic' and 'errorHandling: deadLetter' belong together", [nameof(DeadLetterTopic)]);
        }

        if (Attempts is not null && ErrorHandling == RecordErrorHandling.Retry)
        {
            yield return new ValidationResult("'errorHandling: retry' tries without end; choose skip or deadLetter, or leave 'attempts' out", [nameof(Attempts)]);
        }

        if (HeartbeatInterval * 3 > SessionTimeout)
        {
            yield return new ValidationResult("'heartbeatInterval' is at most a third of 'sessionTimeout', so that one lost heartbeat kills no member", [nameof(HeartbeatInterval)]);
        }

        if (SessionTimeout > MaxPollInterval)
        {
            yield return new ValidationResult("'sessionTimeout' is at most 'maxPollInterval'", [nameof(SessionTimeout)]);
        }
    }
}

/// <summary>Which order records keep.</summary>
public enum RecordOrder
{
    /// <summary>A record runs when the one before it in its partition has ended.</summary>
    Partition,

    /// <summary>Records run side by side. The offset is committed up to the first that has not ended, so when a node dies those behind it come again.</summary>
    None,
}

/// <summary>Where a consumer group begins.</summary>
public enum OffsetReset
{
    /// <summary>With what comes from now on.</summary>
    Latest,

    /// <summary>With the oldest record that is there.</summary>
    Earliest,

    /// <summary>Nowhere: the channel fails with IA3853 until the group has an offset whose record is there.</summary>
    Error,
}

/// <summary>What happens to a record whose run failed.</summary>
public enum RecordErrorHandling
{
    /// <summary>It runs again until it gets through; with <c>order: partition</c> the others of its partition wait.</summary>
    Retry,

    /// <summary>It is logged as failed and left behind.</summary>
    Skip,

    /// <summary>It is logged as failed and goes to another topic.</summary>
    DeadLetter,
}

/// <summary>How a consumer group shares its partitions.</summary>
public enum PartitionAssignment
{
    /// <summary>Partitions that stay where they are go on without a pause.</summary>
    CooperativeSticky,

    /// <summary>Ranges of each topic; all members stop while partitions move.</summary>
    Range,

    /// <summary>One after the other over all topics; all members stop while partitions move.</summary>
    RoundRobin,
}

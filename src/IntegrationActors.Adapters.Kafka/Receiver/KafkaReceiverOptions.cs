using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Kafka.Receiver;

/// <summary>
/// Sends the message as a record to a topic of a Kafka cluster. The step ends when the cluster has the record, with as many replicas as <c>acks</c> says. Body and headers stay as they are; with <c>call</c>
/// the headers <c>kafka.TOPIC</c>, <c>kafka.PARTITION</c> and <c>kafka.OFFSET</c> say where the record is. <c>Content-Type</c>, <c>traceparent</c> and <c>SAP_MplCorrelationId</c> always go along. What can't
/// be sent is tried again until <c>deliveryTimeout</c>; a record that failed then may have arrived, if its answer was lost. Records with a key go to the partition that Java clients choose (murmur2).
/// </summary>
[ReceiverChannel("kafka", typeof(KafkaReceiverAdapter), Sap = "Kafka receiver", Camel = "kafka")]
[Example("Orders by their number, with one header", "kafka: { brokers: [\"kafka-1.example.com:9093\", \"kafka-2.example.com:9093\"], authentication: scramSha512, credential: kafka, topic: orders, key: \"${property.orderId}\", headers: [X-Region] }")]
[Example("Many small records: compressed, and gathered for 20 ms", "kafka: { brokers: [\"kafka.example.com:9093\"], clientCertificate: shop-key, trustedCertificates: [kafka-ca], topic: \"events.${header.region}\", compression: zstd, linger: 20ms, batchSize: 256KB }")]
public sealed record KafkaReceiverOptions : KafkaChannelOptions
{
    /// <summary>The topic.</summary>
    [Required]
    public required Expression Topic { get; init; }

    /// <summary>Key of the record. Default: header <c>kafka.KEY</c>; without that, and when it is empty, none.</summary>
    public Expression? Key { get; init; }

    /// <summary>Number of the partition. Default: by the key; without key any of them, another one for each batch.</summary>
    [Advanced]
    public Expression? Partition { get; init; }

    /// <summary>Headers of the message that become headers of the record, in UTF-8: names, or <c>*</c>. Those of the runtime (<c>Camel…</c>, <c>SAP_…</c>) never go, nor those that say where a record came from (<c>kafka.…</c>).</summary>
    [OutboundHeader]
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>When a record counts as delivered.</summary>
    public KafkaAcknowledgment Acks { get; init; } = KafkaAcknowledgment.All;

    /// <summary>Records are numbered, so that one that is sent again after a lost answer is stored once, and order is kept. Needs <c>acks: all</c>. Holds as long as the client lives, not across restarts.</summary>
    [DefaultText("true with acks: all")]
    public bool? Idempotent { get; init; }

    /// <summary>How records are compressed.</summary>
    public KafkaCompression Compression { get; init; }

    /// <summary>Gathers records of several messages in one request. Off: a request for each.</summary>
    public bool Batching { get; init; } = true;

    /// <summary>How long a record waits for others.</summary>
    [DefaultText("5ms")]
    [Range(typeof(TimeSpan), "0s", "1m")]
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Most bytes of the records of one partition in a request.</summary>
    [DefaultText("1MB")]
    [Range(typeof(ByteSize), "1KB", "100MB")]
    public ByteSize BatchSize { get; init; } = new(1L << 20);

    /// <summary>How long a record is tried.</summary>
    [DefaultText("30s")]
    [Range(typeof(TimeSpan), "1s", "15m")]
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest record, before it is compressed; a larger one fails with IA3847. Brokers have a limit of their own (<c>message.max.bytes</c>).</summary>
    [DefaultText("1MB")]
    [Range(typeof(ByteSize), "1KB", "900MB")]
    public ByteSize MaxMessageSize { get; init; } = new(1L << 20);

    /// <summary>Requests to a broker that wait for their answer at once; at most 5 with <c>idempotent</c>.</summary>
    [Advanced]
    [Range(1, 1000)]
    public int MaxInFlight { get; init; } = 5;

    /// <summary>Pause before a request is sent again; it doubles with each further try, up to 1 s.</summary>
    [Advanced]
    [DefaultText("100ms")]
    [Range(typeof(TimeSpan), "1ms", "5m")]
    public TimeSpan RetryBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    internal bool IsIdempotent => Idempotent ?? Acks == KafkaAcknowledgment.All;

    /// <summary>Guarantees have to fit.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var finding in base.Validate(validationContext))
        {
            yield return finding;
        }

        if (Idempotent == true && Acks != KafkaAcknowledgment.All)
        {
            yield return new ValidationResult("'idempotent' needs 'acks: all'", [nameof(Idempotent)]);
        }

        if (IsIdempotent && MaxInFlight > 5)
        {
            yield return new ValidationResult("'maxInFlight' is at most 5 with 'idempotent', which is on unless it is switched off", [nameof(MaxInFlight)]);
        }
    }
}

/// <summary>When a record counts as delivered.</summary>
public enum KafkaAcknowledgment
{
    /// <summary>All replicas that are in sync have it.</summary>
    All,

    /// <summary>The leader of the partition has it; it is lost when that dies at once.</summary>
    Leader,

    /// <summary>It was sent: nobody says whether it arrived.</summary>
    None,
}

/// <summary>How records are compressed.</summary>
public enum KafkaCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip: small and slow.</summary>
    Gzip,

    /// <summary>Snappy: fast.</summary>
    Snappy,

    /// <summary>LZ4: fast.</summary>
    Lz4,

    /// <summary>Zstandard: small and fast; brokers from 2.1 on.</summary>
    Zstd,
}

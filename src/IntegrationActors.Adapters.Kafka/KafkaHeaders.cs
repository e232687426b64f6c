namespace IntegrationActors.Adapters.Kafka;

/// <summary>Headers by which flows know where a record came from, and where it went.</summary>
internal static class KafkaHeaders
{
    public const string Topic = "kafka.TOPIC";
    public const string Partition = "kafka.PARTITION";
    public const string Offset = "kafka.OFFSET";
    public const string Key = "kafka.KEY";
    public const string Timestamp = "kafka.TIMESTAMP";

    public const string ContentType = "Content-Type";
    public const string TraceParent = "traceparent";
    public const string CorrelationId = "SAP_MplCorrelationId";

    /// <summary>Whether a header tells about one record, and so is no part of the next one.</summary>
    public static bool IsOfRecord(string name) => name.StartsWith("kafka.", StringComparison.OrdinalIgnoreCase)
        && (Is(name, Topic) || Is(name, Partition) || Is(name, Offset) || Is(name, Key) || Is(name, Timestamp));

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);
}

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>How many records of a partition.</summary>
/// <param name="AtOnce">Begun and not done.</param>
/// <param name="Ahead">Begun, and done behind one that is not.</param>
/// <param name="Prefetch">Fetched and not done.</param>
internal sealed record LaneRules(int AtOnce, int Ahead, int Prefetch)
{
    private const int MostAhead = 1000;

    public static LaneRules Of(KafkaSenderOptions options) => options.Order == RecordOrder.Partition
        ? new LaneRules(1, 1, options.Prefetch)
        : new LaneRules(options.Concurrency, Math.Max(MostAhead, options.Concurrency), Math.Max(options.Prefetch, options.Concurrency));
}

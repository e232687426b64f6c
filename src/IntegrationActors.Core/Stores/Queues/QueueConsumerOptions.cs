namespace IntegrationActors.Core.Stores.Queues;

/// <summary>How a flow takes messages out of a queue.</summary>
public sealed record QueueConsumerOptions
{
    /// <summary>As many messages may be on their way to the disk after they were processed, which does not keep others from being processed; none in an exclusive queue.</summary>
    public const int MostSettling = 128;

    /// <summary>Messages processed at once on this node; 1 for an exclusive queue. Default 1.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>What happens to messages that fail.</summary>
    public QueueRetry Retry { get; init; } = new();
}

namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>An aggregation that one run has taken to send on. Until it is completed it stays in the store: if the node dies, it becomes due when the lock runs out.</summary>
public interface IAggregationLease
{
    /// <summary>The aggregation, with the messages that it has for good.</summary>
    AggregationState State { get; }

    /// <summary>Its messages in order: by sequence number, then by arrival. Each is read when the caller asks for it, and belongs to the caller from then on: of an aggregation of any size no more than that is in memory.</summary>
    /// <exception cref="Exchanges.FaultException">IA3505: the lock ran out and another node has sent it on. IA3500: the store can't be read.</exception>
    IAsyncEnumerable<AggregatedMessage> ReadAsync(CancellationToken cancel);

    /// <summary>Deletes the aggregation with its messages; completes after the commit.</summary>
    /// <exception cref="Exchanges.FaultException">IA3505: the lock ran out and another node has taken it. IA3500: the store can't be written.</exception>
    ValueTask CompleteAsync(CancellationToken cancel);

    /// <summary>Counts a run that failed and gives it back: it is due at <paramref name="retryAt"/>. Does nothing when it is another node's by now.</summary>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written; it becomes due when the lock runs out.</exception>
    ValueTask FailAsync(DateTimeOffset retryAt);

    /// <summary>Gives it back untried: it is due at <paramref name="dueAt"/>. Does nothing when it is another node's by now.</summary>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written; it becomes due when the lock runs out.</exception>
    ValueTask ReleaseAsync(DateTimeOffset dueAt);
}

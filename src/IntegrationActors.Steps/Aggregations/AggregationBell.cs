namespace IntegrationActors.Steps.Aggregations;

/// <summary>Tells the channel of an aggregator that one was completed on this node, so that it need not wait for its next look.</summary>
internal sealed class AggregationBell
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes with the next ring. Ask before you look: what is completed afterwards rings.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

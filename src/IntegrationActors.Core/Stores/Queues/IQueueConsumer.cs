namespace IntegrationActors.Core.Stores.Queues;

/// <summary>Takes messages out of one queue for one flow on this node. Disposing closes it: what was taken out and not settled is given back.</summary>
public interface IQueueConsumer : IAsyncDisposable
{
    /// <summary>The next message; waits until there is one, and while <see cref="QueueConsumerOptions.Concurrency"/> messages are out that are not being settled. Called by one reader at a time.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; no message was taken.</exception>
    /// <exception cref="Exchanges.FaultException">The store can't be read or written; call again after a pause.</exception>
    ValueTask<IQueueDelivery> NextAsync(CancellationToken cancel);
}

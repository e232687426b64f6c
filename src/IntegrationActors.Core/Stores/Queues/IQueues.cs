namespace IntegrationActors.Core.Stores.Queues;

/// <summary>The durable queues of one tenant.</summary>
public interface IQueues
{
    /// <summary>Makes the queue if it is missing.</summary>
    /// <exception cref="Exchanges.FaultException">IA3501: it exists with another access type. IA3502: the tenant has as many queues as it may have.</exception>
    ValueTask DeclareAsync(QueueDeclaration queue, CancellationToken cancel);

    /// <summary>Puts a message in; completes after the commit. The queue must exist.</summary>
    /// <exception cref="Exchanges.FaultException">IA3503: no such queue. IA3504: the tenant's storage is full (status 507). Or the store can't be written (status 503); nothing was put in then.</exception>
    ValueTask<QueuePut> PutAsync(string queue, QueuedMessage message, CancellationToken cancel);

    /// <summary>Opens a consumer. Several may be open on one queue: on other nodes, and for a moment while a new version of a flow takes over.</summary>
    /// <exception cref="Exchanges.FaultException">IA3503: no such queue.</exception>
    ValueTask<IQueueConsumer> OpenAsync(string queue, QueueConsumerOptions options, CancellationToken cancel);
}

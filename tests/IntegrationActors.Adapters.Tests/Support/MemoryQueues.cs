using System.Collections.Concurrent;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Queues of one tenant in memory, after the contract of <see cref="IQueues"/>. A failed message is tried again at once.</summary>
internal sealed class MemoryQueues : IQueues
{
    private readonly ConcurrentDictionary<string, MemoryQueue> _queues = new();

    /// <summary>What putting and opening come to, while it is set.</summary>
    public Fault? Broken { get; set; }

    public MemoryQueue this[string name] => _queues[name];

    public bool Has(string name) => _queues.ContainsKey(name);

    public ValueTask DeclareAsync(QueueDeclaration queue, CancellationToken cancel) => _queues.GetOrAdd(queue.Name, _ => new MemoryQueue(queue.Access)).Access == queue.Access
        ? default
        : throw new FaultException(new Fault("IA3501", $"queue '{queue.Name}' exists with another access type"));

    public async ValueTask<QueuePut> PutAsync(string queue, QueuedMessage message, CancellationToken cancel)
    {
        ThrowIfBroken();
        return await Find(queue).PutAsync(message, cancel);
    }

    public ValueTask<IQueueConsumer> OpenAsync(string queue, QueueConsumerOptions options, CancellationToken cancel)
    {
        ThrowIfBroken();
        return new(new MemoryConsumer(Find(queue), options));
    }

    private MemoryQueue Find(string name) => _queues.TryGetValue(name, out var queue) ? queue : throw new FaultException(new Fault("IA3503", $"no queue '{name}'"));

    private void ThrowIfBroken()
    {
        if (Broken is { } fault)
        {
            throw new FaultException(fault);
        }
    }
}

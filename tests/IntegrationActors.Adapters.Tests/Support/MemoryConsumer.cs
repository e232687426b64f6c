using System.Collections.Concurrent;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Takes messages out of a queue in memory; closing it gives back what was not settled.</summary>
internal sealed class MemoryConsumer(MemoryQueue queue, QueueConsumerOptions options) : IQueueConsumer
{
    private readonly SemaphoreSlim _places = new(options.Concurrency);
    private readonly ConcurrentDictionary<MemoryDelivery, byte> _out = new();

    public async ValueTask<IQueueDelivery> NextAsync(CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        try
        {
            var delivery = new MemoryDelivery(await queue.TakeAsync(cancel), queue, options.Retry, Settled);
            _out[delivery] = 0;
            return delivery;
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var delivery in _out.Keys)
        {
            await delivery.ReleaseAsync();
        }
    }

    private void Settled(MemoryDelivery delivery)
    {
        Assert.True(_out.TryRemove(delivery, out _), "A delivery is settled once.");
        _places.Release();
    }
}

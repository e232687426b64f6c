using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>The queues of a tenant as this node works with them.</summary>
internal sealed class TenantQueues(QueueStore store, QueuesOptions options) : IQueues, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TenantQueue> _queues = new(StringComparer.Ordinal);
    private readonly Lock _starting = new();
    private Task<QueuePresence>? _presence;

    public async ValueTask DeclareAsync(QueueDeclaration queue, CancellationToken cancel)
    {
        QueueName.Check(queue.Name);
        var (id, access) = await GuardAsync(queue.Name, store.Database.WriteAsync(connection => QueueRows.Declare(connection, queue, options.MostQueues, store.Time.GetUtcNow()), cancel));
        if (access != queue.Access)
        {
            throw QueueFaults.AccessDiffers(queue, access);
        }

        Know(queue.Name, id, access);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<QueuePut> PutAsync(string queue, QueuedMessage message, CancellationToken cancel)
    {
        var target = _queues.TryGetValue(queue, out var known) ? known : await FindAsync(queue, cancel);
        var row = await store.RowAsync(target, message, cancel);

        // What has parts is read from the store like any other: it is large, and its body may be read once only.
        if (row.Parts is null && target.Reserve() is { } consumer)
        {
            return await HandAsync((consumer, target), row with { Owner = store.Owner }, message, cancel);
        }

        var inserted = await InsertAsync(target, row, cancel);
        if (inserted.Number == 0)
        {
            await store.AbandonAsync(row);
            return new QueuePut(inserted.Id, IsDuplicate: true);
        }

        target.NoteLine();
        return new QueuePut(inserted.Id, IsDuplicate: false);
    }

    public async ValueTask<IQueueConsumer> OpenAsync(string queue, QueueConsumerOptions options, CancellationToken cancel)
    {
        var source = await LookUpAsync(QueueName.Check(queue), cancel);
        var presence = await GuardAsync(queue, PresenceAsync()).WaitAsync(cancel);
        return new QueueConsumer(store, source, options, presence.Poll);
    }

    /// <summary>What is still taken out is given back; nothing can be taken or settled any more.</summary>
    public async ValueTask DisposeAsync()
    {
        store.IsClosed = true;
        if (_presence is { IsCompletedSuccessfully: true } started)
        {
            await (await started).DisposeAsync();
        }
    }

    /// <summary>Stops saying that the node is alive, and leaves everything as it is: as if the process were gone.</summary>
    internal async Task DieAsync()
    {
        if (_presence is { IsCompletedSuccessfully: true } started)
        {
            await (await started).StopAsync();
        }
    }

    /// <summary>Consumers that are open on this node.</summary>
    public int ConsumersOf(string queue) => _queues.TryGetValue(queue, out var known) ? known.ConsumerCount : 0;

    /// <summary>Deletes an empty queue; consumers that are open find none any more.</summary>
    /// <returns>False when somebody has put a message in meanwhile.</returns>
    public async Task<bool> RemoveAsync(string queue)
    {
        var isDeleted = await store.Database.WriteAsync(connection => QueueRows.Delete(connection, queue));
        if (isDeleted && _queues.TryRemove(queue, out var removed))
        {
            removed.NoteLine();
        }

        return isDeleted;
    }

    /// <summary>A queue of this tenant.</summary>
    /// <exception cref="FaultException">IA3503, IA3509.</exception>
    public async ValueTask<TenantQueue> FindAsync(string name, CancellationToken cancel)
    {
        if (_queues.TryGetValue(QueueName.Check(name), out var known))
        {
            return known;
        }

        return await LookUpAsync(name, cancel);
    }

    private async ValueTask<TenantQueue> LookUpAsync(string name, CancellationToken cancel)
    {
        var found = await GuardAsync(name, store.Database.ReadAsync(connection => QueueRows.Find(connection, name), cancel));
        return found is { } queue ? Know(name, queue.Id, queue.Access) : throw QueueFaults.UnknownQueue(name);
    }

    // One of before may have been deleted, by another node too.
    private TenantQueue Know(string name, long id, QueueAccess access) =>
        _queues.AddOrUpdate(name, _ => new TenantQueue(id, name, access), (_, known) => known.Id == id ? known : new TenantQueue(id, name, access));

    // Stored as taken by this node, so that nobody else takes it; the consumer gets it when it is stored.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<QueuePut> HandAsync((QueueConsumer Consumer, TenantQueue Queue) to, QueueInsert row, QueuedMessage message, CancellationToken cancel)
    {
        var (consumer, target) = to;
        var isHanded = false;
        try
        {
            var inserted = await InsertAsync(target, row, cancel);
            if (isHanded = inserted.Number != 0)
            {
                consumer.Offer(DeliveryOf(consumer, inserted, row, message));
            }

            return new QueuePut(inserted.Id, !isHanded);
        }
        catch
        {
            // It may be stored as ours, whatever went wrong.
            isHanded = false;
            target.Doubt();
            throw;
        }
        finally
        {
            if (!isHanded)
            {
                consumer.Leave();
            }

            target.End();
        }
    }

    private static QueueDelivery DeliveryOf(QueueConsumer consumer, QueueInserted inserted, QueueInsert row, QueuedMessage message) =>
        new(consumer, row.Owner!.Value, new QueueRow(inserted.Number, row.Id, 0, 0, row.Enqueued, row.Overdue) { Content = [], Stored = row.Content.Length })
        {
            Message = new Message { Headers = message.Message.Headers.Copy(), Body = message.Message.Body.Share() },
            Properties = message.Properties,
            CorrelationId = message.CorrelationId,
            Predecessor = message.Predecessor,
            Sender = message.Sender,
        };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<QueueInserted> InsertAsync(TenantQueue queue, QueueInsert row, CancellationToken cancel)
    {
        var put = store.PutAsync(row);
        try
        {
            return await put.WaitAsync(cancel);
        }
        catch (StoreUnavailableException e)
        {
            throw QueueFaults.CannotWrite(queue.Name, e);
        }
        catch (OperationCanceledException)
        {
            _ = DoubtAfterAsync(put, queue);
            throw;
        }
        catch (FaultException e) when (string.Equals(e.Fault.Code, QueueFaults.Unknown, StringComparison.Ordinal))
        {
            // It was deleted: the next one is put into the queue that has its name then.
            _queues.TryRemove(KeyValuePair.Create(queue.Name, queue));
            throw;
        }
    }

    // The write goes on without the one who began it: in the end its message may be in line, or be ours. Whoever looks before may be written first.
    private static async Task DoubtAfterAsync(Task put, TenantQueue queue)
    {
        await put.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        queue.Doubt();
    }

    // A start that failed is tried again by the next one who opens a consumer.
    private Task<QueuePresence> PresenceAsync()
    {
        lock (_starting)
        {
            return _presence is null or { IsFaulted: true } ? _presence = QueuePresence.StartAsync(store, options) : _presence;
        }
    }

    private static async Task<T> GuardAsync<T>(string queue, Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (Exception e) when (e is StoreUnavailableException or DbException)
        {
            throw QueueFaults.CannotRead(queue, e);
        }
    }
}

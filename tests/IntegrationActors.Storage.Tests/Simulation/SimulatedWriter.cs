using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>The writer of one node: commits when the simulation says so.</summary>
internal sealed class SimulatedWriter(SimulatedDatabase database, QueueWatch watch) : IStoreWriter
{
    private readonly Queue<DurableWrite> _waiting = new();

    public bool IsBehind => false;

    public bool HasWork => _waiting.Count > 0;

    public Task<T> WriteAsync<T>(Func<StoreConnection, T> write)
    {
        var durable = new DurableWrite<T>(write);
        _waiting.Enqueue(durable);
        return durable.Task;
    }

    public Task<TResult> WriteAsync<TItem, TResult>(BulkWrite<TItem, TResult> kind, TItem item)
    {
        var durable = new BulkItem<TItem, TResult>(kind, item);
        _waiting.Enqueue(durable);
        return durable.Task;
    }

    public void Defer(DeferredWrite write) => throw new NotSupportedException();

    public Task FlushAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => default;

    /// <summary>Writes at most so many of those that wait.</summary>
    public void Commit(int most, CommitFate fate)
    {
        var writes = Take(most);
        var batch = Batch(writes);
        if (fate == CommitFate.Refused)
        {
            FailAll(batch);
            return;
        }

        batch.Commit(database.Connection, refused: null);
        watch.Committed(writes);
        switch (fate)
        {
            case CommitFate.Told:
                batch.Committed();
                break;
            case CommitFate.ToldAsFailed:
                FailAll(batch);
                break;
            case CommitFate.NodeDies:
                break;
        }
    }

    /// <summary>Planted: says that all is written, but it never will be.</summary>
    public void AcknowledgeWithoutCommit()
    {
        var batch = new WriteBatch();
        Take(int.MaxValue).ForEach(batch.Add);
        database.Connection.LosesNextCommit = true;
        batch.Commit(database.Connection, refused: null);
        batch.Committed();
    }

    // Kinds are applied in the order of the first of each: what looks is the last before those that settle.
    private WriteBatch Batch(List<DurableWrite> writes)
    {
        var batch = new WriteBatch();
        var settling = writes.FindIndex(write => write is BulkItem<QueueSettlement, bool>);
        for (var i = 0; i < writes.Count; i++)
        {
            if (i == settling)
            {
                batch.Add(watch.Look(writes));
            }

            batch.Add(writes[i]);
        }

        return batch;
    }

    private List<DurableWrite> Take(int most)
    {
        var writes = new List<DurableWrite>();
        while (writes.Count < most && _waiting.TryDequeue(out var write))
        {
            writes.Add(write);
        }

        return writes;
    }

    // As the real writer does it: what waits fails with the batch.
    private void FailAll(WriteBatch batch)
    {
        var failure = new StoreUnavailableException("The store could not be written: injected");
        batch.FailDurable(failure);
        while (_waiting.TryDequeue(out var write))
        {
            write.Failed(failure);
        }
    }
}

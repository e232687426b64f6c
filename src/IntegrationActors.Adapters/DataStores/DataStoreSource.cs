using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Adapters.DataStores;

/// <summary>The entries of a data store, taken in batches. Those of a batch that were not given out go back at the end, or when so much of their lock is over that a run might outlast it.</summary>
internal sealed class DataStoreSource(DataStoreSenderOptions options, IFlowContext context) : IMessageSource
{
    private readonly DataStoreName _store = new(options.Name, options.Visibility.ScopeOf(context.Flow.Flow));
    private readonly DataStoreRetry _retry = new(options, context.Time);
    private readonly Queue<IDataStoreLease> _taken = [];
    private long _takenAt;

    public int Concurrency => 1;

    // Taking is the first thing that needs the store.
    public ValueTask ConnectAsync(CancellationToken cancel) => default;

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (_taken.Count == 0 && !await TakeAsync())
            {
                await Task.Delay(options.PollInterval, context.Time, cancel);
            }
            else if (context.Time.GetElapsedTime(_takenAt) > options.LockTimeout / 2)
            {
                await ReleaseAsync();
            }
            else
            {
                yield return DataStoreReceipt.Of(_store, _taken.Dequeue(), _retry);
            }
        }
    }

    public ValueTask DisposeAsync() => ReleaseAsync();

    // Never cancelled: what would be taken then would stay locked.
    private async ValueTask<bool> TakeAsync()
    {
        _takenAt = context.Time.GetTimestamp();
        foreach (var lease in await context.Stores.DataStores.TakeAsync(_store, options.Batch, options.LockTimeout, CancellationToken.None))
        {
            _taken.Enqueue(lease);
        }

        return _taken.Count > 0;
    }

    private async ValueTask ReleaseAsync()
    {
        while (_taken.TryDequeue(out var lease))
        {
            await lease.ReleaseAsync();
            await lease.Entry.Body.DisposeAsync();
        }
    }
}

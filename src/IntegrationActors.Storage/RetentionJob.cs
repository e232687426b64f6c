using System.Data.Common;
using IntegrationActors.Storage.Keys;

namespace IntegrationActors.Storage;

/// <summary>Deletes what has expired in the stores of all tenants, at every <see cref="StoreOptions.RetentionInterval"/>. Never stops a store from writing.</summary>
public sealed class RetentionJob(TenantStores stores, StoreOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Starts the timer; call once.</summary>
    public void Start()
    {
        stores.SweepDeleted();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Goes through all tenants once.</summary>
    public async Task RunOnceAsync(CancellationToken cancel)
    {
        foreach (var tenant in await stores.ListAsync(cancel))
        {
            await CleanAsync(tenant, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(options.RetentionInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await RunOnceAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    // A tenant whose store can't be opened or written must not keep the others from being cleaned.
    private async Task CleanAsync(string tenant, CancellationToken cancel)
    {
        try
        {
            if (stores.Find(tenant) is { } store)
            {
                await CleanAsync(store, cancel);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreVersionException or StoreKeyException or IOException or UnauthorizedAccessException or DbException)
        {
            stores.Events(tenant).RetentionFailed(e);
        }
    }

    private async Task CleanAsync(TenantStore store, CancellationToken cancel)
    {
        var (now, retention) = (time.GetUtcNow(), store.Retention);
        var traces = await retention.DeleteTracesAsync(now - options.TraceRetention, cancel);
        var messages = await retention.DeleteMessagesAsync(now - options.MessageRetention, cancel);
        var inputs = await retention.DeleteInputsAsync(now - options.MessageRetention, cancel);
        var queued = await store.ExpiredMessages.DeleteAsync(cancel);
        var contents = await store.ContentRetention.DeleteAsync(now - options.MessageRetention, cancel);
        traces += await retention.TrimTracesAsync(cancel);
        if (messages > 0)
        {
            await retention.DeletePlansAsync(cancel);
        }

        if (queued > 0)
        {
            store.Events.QueueMessagesExpired(queued);
        }

        if (messages + traces + inputs + contents + queued > 0)
        {
            await retention.GiveBackSpaceAsync(cancel);
            store.Events.Expired(messages, traces, contents);
        }
    }
}

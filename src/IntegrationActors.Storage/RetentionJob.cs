namespace IntegrationActors.Storage;

/// <summary>Deletes expired messages and captured content of all tenants, at every <see cref="StoreOptions.RetentionInterval"/>. Never stops a store from writing.</summary>
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
            await CleanAsync(stores.Get(tenant), cancel);
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

    private async Task CleanAsync(TenantStore store, CancellationToken cancel)
    {
        try
        {
            var now = time.GetUtcNow();
            var traces = await store.Retention.DeleteTracesAsync(now - options.TraceRetention, cancel);
            var messages = await store.Retention.DeleteMessagesAsync(now - options.MessageRetention, cancel);
            if (messages > 0)
            {
                await store.Retention.DeletePlansAsync();
            }

            if (messages + traces > 0)
            {
                await store.Retention.GiveBackSpaceAsync(cancel);
                store.Events.MessagesExpired(messages, traces);
            }
        }
        catch (StoreUnavailableException e)
        {
            store.Events.RetentionFailed(e);
        }
    }
}

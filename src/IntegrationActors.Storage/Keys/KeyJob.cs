using System.Data.Common;

namespace IntegrationActors.Storage.Keys;

/// <summary>Goes through all tenants at every <see cref="StoreOptions.RetentionInterval"/>: learns of keys that were rotated elsewhere, writes records of old keys anew and deletes old keys.</summary>
public sealed class KeyJob(TenantStores stores, StoreOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Starts the timer; call once.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Goes through all tenants once.</summary>
    public async Task RunOnceAsync(CancellationToken cancel)
    {
        foreach (var tenant in await stores.ListAsync(cancel))
        {
            await MaintainAsync(tenant, cancel);
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

    // A tenant whose store can't be opened or written must not keep the others from it.
    private async Task MaintainAsync(string tenant, CancellationToken cancel)
    {
        try
        {
            if (stores.Find(tenant) is { } store)
            {
                await store.Keys.MaintainAsync(cancel);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreVersionException or StoreKeyException or IOException or UnauthorizedAccessException or DbException or ObjectDisposedException)
        {
            stores.Events(tenant).KeyMaintenanceFailed(e);
        }
    }
}

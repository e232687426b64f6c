using System.Data.Common;
using IntegrationActors.Storage.Keys;

namespace IntegrationActors.Storage;

/// <summary>Work that goes through the stores of all tenants at every <see cref="StoreOptions.RetentionInterval"/>. A store that can't be opened or written does not keep the others from it.</summary>
public abstract class TenantJob : IAsyncDisposable
{
    private readonly TenantStores _stores;
    private readonly StoreOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private protected TenantJob(TenantStores stores, StoreOptions options, TimeProvider time) => (_stores, _options, Time) = (stores, options, time);

    private protected TimeProvider Time { get; }

    /// <summary>Starts the timer; call once.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Goes through all tenants once.</summary>
    public async Task RunOnceAsync(CancellationToken cancel)
    {
        foreach (var tenant in await _stores.ListAsync(cancel))
        {
            await TryAsync(tenant, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task RunAsync(TenantStore store, CancellationToken cancel);

    private protected abstract void Failed(StoreEvents events, Exception cause);

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_options.RetentionInterval, Time);
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

    private async Task TryAsync(string tenant, CancellationToken cancel)
    {
        try
        {
            if (_stores.Find(tenant) is { } store)
            {
                await RunAsync(store, cancel);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreVersionException or StoreKeyException or IOException or UnauthorizedAccessException or DbException or ObjectDisposedException)
        {
            Failed(_stores.Events(tenant), e);
        }
    }
}

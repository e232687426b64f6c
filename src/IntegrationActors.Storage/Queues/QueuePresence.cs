namespace IntegrationActors.Storage.Queues;

/// <summary>The node as one that takes messages out of queues: has a number of its own, and says that it is alive while others work on the store too.</summary>
internal sealed class QueuePresence : IAsyncDisposable
{
    private readonly QueueStore _store;
    private readonly QueuesOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private Task _renewing = Task.CompletedTask;

    private QueuePresence(QueueStore store, QueuesOptions options) => (_store, _options) = (store, options);

    /// <summary>How often consumers look for messages of other nodes.</summary>
    public TimeSpan Poll => _options.IsShared ? QueuesOptions.PollEvery : Timeout.InfiniteTimeSpan;

    private DateTimeOffset AliveUntil => _options.IsShared ? _store.Time.GetUtcNow() + QueuesOptions.AliveFor : DateTimeOffset.MaxValue;

    public static async Task<QueuePresence> StartAsync(QueueStore store, QueuesOptions options)
    {
        var presence = new QueuePresence(store, options);
        await presence.RegisterAsync();
        if (options.IsShared)
        {
            presence._renewing = presence.RenewAsync();
        }

        return presence;
    }

    /// <summary>Gives everything back that is still taken out.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        var owner = _store.Owner;
        try
        {
            await _store.Database.WriteAsync(connection => StoreOwners.Leave(connection, owner));
        }
        catch (StoreUnavailableException)
        {
            // The next start takes it back.
        }
    }

    /// <summary>No longer says that the node is alive.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
    }

    private async Task RegisterAsync() =>
        _store.Owner = await _store.Database.WriteAsync(connection => StoreOwners.Register(connection, _options.Node, AliveUntil));

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(QueuesOptions.RenewEvery, _store.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await RenewOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task RenewOnceAsync()
    {
        try
        {
            var owner = _store.Owner;
            if (!await _store.Database.WriteAsync(connection => StoreOwners.Renew(connection, owner, _store.Time.GetUtcNow(), AliveUntil)))
            {
                await RegisterAsync();
            }
        }
        catch (StoreUnavailableException)
        {
            // The store tells of it; tried again in time.
        }
    }
}

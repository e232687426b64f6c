namespace IntegrationActors.Storage;

/// <summary>Looks from time to time whether other nodes have deleted tenants: one lookup for all of them, so that no message waits for one.</summary>
internal sealed class DeletionWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Func<Task> _look;
    private readonly ITimer _timer;
    private volatile Task _looking = Task.CompletedTask;

    public DeletionWatch(Func<Task> look, TimeProvider time)
    {
        _look = look;
        _timer = time.CreateTimer(static watch => ((DeletionWatch)watch!).Begin(), this, Pause, Pause);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _looking;
    }

    private void Begin()
    {
        if (_looking.IsCompleted)
        {
            _looking = Task.Run(LookAsync);
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await _look();
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException)
        {
            // The database can't be reached, or a file not be deleted: the next look tells.
        }
    }
}

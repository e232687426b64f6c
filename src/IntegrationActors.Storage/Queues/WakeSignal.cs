namespace IntegrationActors.Storage.Queues;

/// <summary>Wakes one who waits. Take <see cref="Next"/> before looking whether there is something to do, so that no signal falls between.</summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => Volatile.Read(ref _next).Task;

    public void Set()
    {
        var current = Volatile.Read(ref _next);
        if (Interlocked.CompareExchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), current) == current)
        {
            current.TrySetResult();
        }
    }
}

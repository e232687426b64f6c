namespace IntegrationActors.Runtime.Streams;

/// <summary>Counts messages that are between the sender system and the flow. Once closed and empty, none can enter any more.</summary>
internal sealed class Crossing
{
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One stands for being open.
    private int _count = 1;
    private int _isClosed;

    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _empty.TrySetResult();
        }
    }

    /// <summary>Completes when nothing is crossing any more. Whoever begins afterwards has to look whether that is still wanted.</summary>
    public Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            End();
        }

        return _empty.Task;
    }
}

namespace IntegrationActors.Management.Operations;

/// <summary>How far an operation is. Its work alone moves it.</summary>
internal sealed class OperationProgress
{
    private int _done;
    private int _skipped;

    public int Done => Volatile.Read(ref _done);

    public int Skipped => Volatile.Read(ref _skipped);

    public void Step() => Interlocked.Increment(ref _done);

    public void Skip() => Interlocked.Increment(ref _skipped);
}

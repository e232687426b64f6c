namespace IntegrationActors.Storage.Database;

/// <summary>A write that somebody waits for: its task completes after the commit.</summary>
internal abstract class DurableWrite
{
    /// <summary>Writes of one kind are applied together; null: each on its own.</summary>
    public virtual BulkWrite? Kind => null;

    public abstract void Apply(StoreConnection connection);

    public abstract void Committed();

    public abstract void Failed(Exception cause);
}

internal sealed class DurableWrite<T>(Func<StoreConnection, T> write) : DurableWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public override void Apply(StoreConnection connection) => _result = write(connection);

    public override void Committed() => _done.TrySetResult(_result!);

    public override void Failed(Exception cause) => _done.TrySetException(cause);
}

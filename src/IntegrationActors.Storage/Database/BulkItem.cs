namespace IntegrationActors.Storage.Database;

/// <summary>A write of a kind that comes often, and what came of it.</summary>
internal sealed class BulkItem<TItem, TResult>(BulkWrite<TItem, TResult> kind, TItem item) : DurableWrite
{
    private readonly TaskCompletionSource<TResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override BulkWrite? Kind => kind;

    public TItem Item { get; } = item;

    public TResult? Result { get; set; }

    public Task<TResult> Task => _done.Task;

    public override void Apply(StoreConnection connection) => kind.Apply(connection, [this]);

    public override void Committed() => _done.TrySetResult(Result!);

    public override void Failed(Exception cause) => _done.TrySetException(cause);
}

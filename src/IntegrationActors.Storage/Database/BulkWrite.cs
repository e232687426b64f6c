namespace IntegrationActors.Storage.Database;

/// <summary>A kind of write that comes often. One instance per store; used by the writer's thread.</summary>
internal abstract class BulkWrite
{
    /// <summary>Applies writes of this kind, in the order in which they were asked for.</summary>
    public abstract void Apply(StoreConnection connection, ReadOnlySpan<DurableWrite> writes);
}

/// <summary>A kind of write with its item and its result.</summary>
internal abstract class BulkWrite<TItem, TResult> : BulkWrite
{
    private BulkItem<TItem, TResult>[] _items = [];

    public sealed override void Apply(StoreConnection connection, ReadOnlySpan<DurableWrite> writes)
    {
        if (_items.Length < writes.Length)
        {
            _items = new BulkItem<TItem, TResult>[Math.Max(writes.Length, 2 * _items.Length)];
        }

        for (var i = 0; i < writes.Length; i++)
        {
            _items[i] = (BulkItem<TItem, TResult>)writes[i];
        }

        Apply(connection, _items.AsSpan(0, writes.Length));
        Array.Clear(_items, 0, writes.Length);
    }

    /// <summary>Applies the items and gives each its result. May be called again with the same items, after a rollback.</summary>
    protected abstract void Apply(StoreConnection connection, ReadOnlySpan<BulkItem<TItem, TResult>> items);
}

namespace IntegrationActors.Storage.Database;

/// <summary>Applies the waiting writes of one kind one after the other, without a savepoint for each. <paramref name="apply"/> refuses by its result, not by an exception: one of those costs all its neighbours a second try.</summary>
internal sealed class EachWrite<TItem, TResult>(Func<StoreConnection, TItem, TResult> apply) : BulkWrite<TItem, TResult>
{
    protected override void Apply(StoreConnection connection, ReadOnlySpan<BulkItem<TItem, TResult>> items)
    {
        foreach (var item in items)
        {
            item.Result = apply(connection, item.Item);
        }
    }
}

namespace IntegrationActors.Storage.Database;

/// <summary>Where all writes of one store go. A simulation puts one of its own here, which writes when its dice say so.</summary>
internal interface IStoreWriter : IAsyncDisposable
{
    bool IsBehind { get; }

    Task<T> WriteAsync<T>(Func<StoreConnection, T> write);

    Task<TResult> WriteAsync<TItem, TResult>(BulkWrite<TItem, TResult> kind, TItem item);

    void Defer(DeferredWrite write);

    Task FlushAsync();
}

namespace IntegrationActors.Storage.Database;

/// <summary>Reads of one store, beside its writer.</summary>
internal interface IStoreReader : IDisposable
{
    Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel);
}

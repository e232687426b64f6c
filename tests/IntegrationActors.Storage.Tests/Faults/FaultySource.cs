using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>A store whose writing fails when it is told to.</summary>
internal sealed class FaultySource(IStoreSource inner, StoreFaults faults) : IStoreSource
{
    public string Name => inner.Name;

    public void Migrate(StoreConnection connection, StoreSchema schema) => inner.Migrate(connection, schema);

    public StoreConnection OpenWriter()
    {
        StoreConnection? opened = null;
        try
        {
            return faults.Around("open", () => new FaultyConnection(opened = inner.OpenWriter(), faults));
        }
        catch
        {
            opened?.Dispose();
            throw;
        }
    }

    public StoreConnection OpenReader() => inner.OpenReader();
}

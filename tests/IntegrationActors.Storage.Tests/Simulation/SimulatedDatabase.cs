using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>The tables of a tenant in memory, used again for one run after the other.</summary>
internal sealed class SimulatedDatabase : IStoreReader
{
    private readonly StoreConnection _inner = SqliteStoreConnection.OpenWriter(":memory:");
    private readonly string _empty;

    public SimulatedDatabase(PlantedFault fault)
    {
        new SqliteFile(":memory:").Migrate(_inner, TenantSchema.Current);
        _empty = $"PRAGMA foreign_keys = OFF; {string.Concat(Tables().Select(table => $"DELETE FROM {table};"))} PRAGMA foreign_keys = ON;";
        Connection = new PlantedConnection(_inner, fault);
        Fault = fault;
    }

    public PlantedConnection Connection { get; }

    public PlantedFault Fault { get; }

    public void Empty() => _inner.Execute(_empty);

    public long Number(string sql) => _inner.Number(sql);

    /// <summary>Between two commits, as a reader of a real store sees it.</summary>
    public Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel) => Task.FromResult(read(_inner));

    public void Dispose() => _inner.Dispose();

    private IEnumerable<string> Tables()
    {
        using var find = _inner.Prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'queue%' OR name = 'store_owner')");
        while (find.Step())
        {
            yield return find.Text(0);
        }
    }
}

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
        GiveNumbersOnce();
        var tables = Texts("SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'queue%' OR name IN ('store_owner', 'idempotent_key', 'sqlite_sequence'))");
        _empty = $"PRAGMA foreign_keys = OFF; {string.Concat(tables.Select(table => $"DELETE FROM {table};"))} PRAGMA foreign_keys = ON;";
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

    // As in PostgreSQL, the database that nodes share: no row gets the number of one that was deleted.
    private void GiveNumbersOnce()
    {
        var scripts = Texts("SELECT sql FROM sqlite_master WHERE tbl_name = 'queue_message' AND sql IS NOT NULL ORDER BY type DESC");
        _inner.Execute("DROP TABLE queue_message");
        foreach (var script in scripts)
        {
            _inner.Execute(script.Replace("number INTEGER PRIMARY KEY,", "number INTEGER PRIMARY KEY AUTOINCREMENT,", StringComparison.Ordinal));
        }
    }

    private List<string> Texts(string sql)
    {
        var texts = new List<string>();
        using var find = _inner.Prepare(sql);
        while (find.Step())
        {
            texts.Add(find.Text(0));
        }

        return texts;
    }
}

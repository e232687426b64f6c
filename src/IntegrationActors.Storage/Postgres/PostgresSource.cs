using System.Data.Common;
using System.Net.Sockets;
using IntegrationActors.Storage.Database;
using Npgsql;

namespace IntegrationActors.Storage.Postgres;

/// <summary>A store in a schema of its own. Its few connections come from one small pool, which closes those that nobody uses.</summary>
internal sealed class PostgresSource(NpgsqlDataSource pool, string schema, long generation = 0) : IStoreSource, IDisposable
{
    public string Name => $"schema {schema} of PostgreSQL database {Builder.Database} at {Builder.Host}";

    public bool IsShared => true;

    public long Generation => generation;

    private NpgsqlConnectionStringBuilder Builder { get; } = new(pool.ConnectionString);

    public void Migrate(StoreConnection connection, StoreSchema tables) => new PostgresMigration(connection, tables, Name).Run();

    public StoreConnection OpenWriter() => Open();

    public StoreConnection OpenReader() => Open();

    public void Dispose() => pool.Dispose();

    private PostgresStoreConnection Open()
    {
        try
        {
            return new PostgresStoreConnection(pool.OpenConnection());
        }
        catch (Exception e) when (e is DbException or SocketException or TimeoutException)
        {
            throw new StoreUnavailableException($"The {Name} can't be opened: {e.Message}", e);
        }
    }
}

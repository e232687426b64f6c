using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Postgres;

/// <summary>The version is a row of <c>store_version</c>; the lock is an advisory one, named after the schema of the database and held until the commit.</summary>
internal sealed class PostgresMigration(StoreConnection connection, StoreSchema schema, string store) : Migration(connection, schema, store)
{
    protected override void Lock() => Connection.Number("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('integration-actors ' || current_schema(), 0))");

    protected override StoreVersion Read()
    {
        // Not to_regclass, which may answer from what the session knew before it waited for the lock.
        if (Connection.Number("SELECT count(*) FROM pg_class WHERE relname = 'store_version' AND relnamespace = current_schema()::regnamespace") == 0)
        {
            return default;
        }

        using var find = Connection.Prepare("SELECT version, oldest FROM store_version WHERE name = ?1");
        return find.Bind(1, Schema.Name).Step() ? new StoreVersion(find.Int32(0), find.Int32(1)) : default;
    }

    protected override void Write(StoreVersion version)
    {
        Connection.Execute("CREATE TABLE IF NOT EXISTS store_version (name TEXT COLLATE \"C\" PRIMARY KEY, version BIGINT NOT NULL, oldest BIGINT NOT NULL)");
        using var put = Connection.Prepare(
            "INSERT INTO store_version (name, version, oldest) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET version = excluded.version, oldest = excluded.oldest");
        put.Bind(1, Schema.Name).Bind(2, version.Version).Bind(3, version.Oldest).Run();
    }

    protected override string Text(StoreScript script) => $"SET LOCAL statement_timeout = 0;\n{script.Postgres ?? PostgresSql.Script(script.Sql)}";
}

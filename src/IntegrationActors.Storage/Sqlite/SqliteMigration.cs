using System.Globalization;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>The version is <c>user_version</c> of the file; who may use it is a row beside, which files of the first releases do not have.</summary>
internal sealed class SqliteMigration(StoreConnection connection, StoreSchema schema, string store) : Migration(connection, schema, store)
{
    // BEGIN IMMEDIATE is the lock.
    protected override void Lock()
    {
    }

    protected override StoreVersion Read()
    {
        var version = (int)Connection.Number("PRAGMA user_version");
        if (Connection.Number("SELECT count(*) FROM sqlite_master WHERE name = 'store_version'") == 0)
        {
            return new StoreVersion(version, version);
        }

        // A row about another version is of a program that knew nothing of the table.
        using var find = Connection.Prepare("SELECT oldest FROM store_version WHERE name = ?1 AND version = ?2");
        return new StoreVersion(version, find.Bind(1, Schema.Name).Bind(2, version).Step() ? find.Int32(0) : version);
    }

    protected override void Write(StoreVersion version)
    {
        Connection.Execute("CREATE TABLE IF NOT EXISTS store_version (name TEXT PRIMARY KEY, version INTEGER NOT NULL, oldest INTEGER NOT NULL) WITHOUT ROWID");
        Connection.Execute($"PRAGMA user_version = {version.Version.ToString(CultureInfo.InvariantCulture)}");
        using var put = Connection.Prepare(
            "INSERT INTO store_version (name, version, oldest) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET version = excluded.version, oldest = excluded.oldest");
        put.Bind(1, Schema.Name).Bind(2, version.Version).Bind(3, version.Oldest).Run();
    }

    protected override string Text(StoreScript script) => script.Sql;
}

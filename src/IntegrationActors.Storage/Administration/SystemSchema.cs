using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Administration;

/// <summary>Tables of the node's own store. Times are microseconds since 1970.</summary>
internal static class SystemSchema
{
    private const string Administration = """
        CREATE TABLE administrator (name TEXT PRIMARY KEY, password_hash TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE access_token (
          number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, owner TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER
        );
        """;

    private const string TokensOfOneTenant = "ALTER TABLE access_token ADD COLUMN tenant TEXT;";

    public static StoreSchema Current { get; } = new("system store", [Administration, TokensOfOneTenant]);
}

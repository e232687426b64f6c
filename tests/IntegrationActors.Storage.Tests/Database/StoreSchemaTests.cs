using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Database;

public sealed class StoreSchemaTests : IDisposable
{
    private const string First = "CREATE TABLE a (x INTEGER);";
    private const string Second = "ALTER TABLE a ADD COLUMN y TEXT; CREATE TABLE b (z INTEGER);";

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_file_of_version_1_is_migrated_and_keeps_its_rows()
    {
        using (var old = SqliteStoreConnection.OpenWriter(_folder.File("store.db")))
        {
            new SqliteFile("store.db").Migrate(old, new StoreSchema("test", [First]));
            old.Execute("INSERT INTO a (x) VALUES (42)");
        }

        using var connection = SqliteStoreConnection.OpenWriter(_folder.File("store.db"));
        new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First, Second]));

        Assert.Equal(42, connection.Number("SELECT x FROM a WHERE y IS NULL"));
        Assert.Equal(0, connection.Number("SELECT count(*) FROM b"));
        Assert.Equal(2, connection.Number("PRAGMA user_version"));
    }

    [Fact]
    public void A_file_that_is_newer_than_the_program_is_refused_with_both_versions()
    {
        using var connection = SqliteStoreConnection.OpenWriter(_folder.File("store.db"));
        new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First, new StoreScript(Second, ScriptKind.Contract)]));

        var refusal = Assert.Throws<StoreVersionException>(() => new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First])));

        Assert.Contains("version 2", refusal.Message);
        Assert.Contains("version 1", refusal.Message);
    }

    [Fact]
    public void An_older_program_goes_on_with_a_file_to_which_a_newer_one_only_added()
    {
        using var connection = SqliteStoreConnection.OpenWriter(_folder.File("store.db"));
        new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First, Second]));

        new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First]));

        Assert.Equal(2, connection.Number("PRAGMA user_version"));
    }

    [Fact]
    public void A_file_that_a_program_without_the_table_of_versions_has_changed_is_refused_by_an_older_one()
    {
        using var connection = SqliteStoreConnection.OpenWriter(_folder.File("store.db"));
        new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First, Second]));
        connection.Execute("PRAGMA user_version = 3");

        Assert.Throws<StoreVersionException>(() => new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First])));
    }

    [Fact]
    public void A_script_that_fails_leaves_the_version_before()
    {
        using (var connection = SqliteStoreConnection.OpenWriter(_folder.File("store.db")))
        {
            Assert.ThrowsAny<Exception>(() => new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First, "CREATE TABLE c (x INTEGER); CREATE TABLE c (x INTEGER);"])));
        }

        using var again = SqliteStoreConnection.OpenWriter(_folder.File("store.db"));
        Assert.Equal(1, again.Number("PRAGMA user_version"));
        Assert.Equal(0, again.Number("SELECT count(*) FROM sqlite_master WHERE name = 'c'"));
    }

    [Fact]
    public void The_file_survives_power_failures_and_gives_space_back()
    {
        using var connection = SqliteStoreConnection.OpenWriter(_folder.File("store.db"));
        new SqliteFile("store.db").Migrate(connection, new StoreSchema("test", [First]));

        Assert.Equal(2, connection.Number("PRAGMA synchronous"));
        Assert.Equal(2, connection.Number("PRAGMA auto_vacuum"));
        Assert.Equal(1, connection.Number("PRAGMA foreign_keys"));
        Assert.Equal(5000, connection.Number("PRAGMA busy_timeout"));
    }

    public void Dispose() => _folder.Dispose();
}

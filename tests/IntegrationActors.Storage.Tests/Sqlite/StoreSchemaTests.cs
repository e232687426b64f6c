using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Sqlite;

public sealed class StoreSchemaTests : IDisposable
{
    private const string First = "CREATE TABLE a (x INTEGER);";
    private const string Second = "ALTER TABLE a ADD COLUMN y TEXT; CREATE TABLE b (z INTEGER);";

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_file_of_version_1_is_migrated_and_keeps_its_rows()
    {
        using (var old = StoreConnection.OpenWriter(_folder.File("store.db")))
        {
            new StoreSchema("test", [First]).Migrate(old, "store.db");
            old.Execute("INSERT INTO a (x) VALUES (42)");
        }

        using var connection = StoreConnection.OpenWriter(_folder.File("store.db"));
        new StoreSchema("test", [First, Second]).Migrate(connection, "store.db");

        Assert.Equal(42, connection.Number("SELECT x FROM a WHERE y IS NULL"));
        Assert.Equal(0, connection.Number("SELECT count(*) FROM b"));
        Assert.Equal(2, connection.Number("PRAGMA user_version"));
    }

    [Fact]
    public void A_file_that_is_newer_than_the_program_is_refused_with_both_versions()
    {
        using var connection = StoreConnection.OpenWriter(_folder.File("store.db"));
        new StoreSchema("test", [First, Second]).Migrate(connection, "store.db");

        var refusal = Assert.Throws<StoreVersionException>(() => new StoreSchema("test", [First]).Migrate(connection, "store.db"));

        Assert.Contains("version 2", refusal.Message);
        Assert.Contains("version 1", refusal.Message);
    }

    [Fact]
    public void A_script_that_fails_leaves_the_version_before()
    {
        using (var connection = StoreConnection.OpenWriter(_folder.File("store.db")))
        {
            Assert.ThrowsAny<Exception>(() => new StoreSchema("test", [First, "CREATE TABLE c (x INTEGER); CREATE TABLE c (x INTEGER);"]).Migrate(connection, "store.db"));
        }

        using var again = StoreConnection.OpenWriter(_folder.File("store.db"));
        Assert.Equal(1, again.Number("PRAGMA user_version"));
        Assert.Equal(0, again.Number("SELECT count(*) FROM sqlite_master WHERE name = 'c'"));
    }

    [Fact]
    public void The_file_survives_power_failures_and_gives_space_back()
    {
        using var connection = StoreConnection.OpenWriter(_folder.File("store.db"));
        new StoreSchema("test", [First]).Migrate(connection, "store.db");

        Assert.Equal(2, connection.Number("PRAGMA synchronous"));
        Assert.Equal(2, connection.Number("PRAGMA auto_vacuum"));
        Assert.Equal(1, connection.Number("PRAGMA foreign_keys"));
        Assert.Equal(5000, connection.Number("PRAGMA busy_timeout"));
    }

    public void Dispose() => _folder.Dispose();
}

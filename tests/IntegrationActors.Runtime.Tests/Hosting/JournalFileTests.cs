using IntegrationActors.Runtime.Hosting;
using IntegrationActors.Runtime.Tests.Support;
using Microsoft.Data.Sqlite;

namespace IntegrationActors.Runtime.Tests.Hosting;

public sealed class JournalFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_decision_is_synced_to_the_disk_before_it_is_answered()
    {
        var settings = Akka.Configuration.ConfigurationFactory.ParseString(JournalFile.Prepare(TestNode.Config(_folder.Path).Tree, _folder.Path));

        using var connection = new SqliteConnection(settings.GetString("akka.persistence.journal.sql.connection-string") + ";Pooling=False");
        connection.Open();

        Assert.Equal("wal", Pragma(connection, "journal_mode"));
        Assert.Equal("2", Pragma(connection, "synchronous"));
    }

    [Fact]
    public void A_database_that_the_operator_names_is_left_alone()
    {
        var config = TestNode.Config(
            _folder.Path, "akka.persistence.journal.sql.connection-string=Host=db", "akka.persistence.snapshot-store.sql.connection-string=Host=db");

        Assert.Empty(JournalFile.Prepare(config.Tree, _folder.Path));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    private static string? Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return command.ExecuteScalar()?.ToString();
    }
}

using Akka.Configuration;
using IntegrationActors.Runtime.Configuration;
using Microsoft.Data.Sqlite;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>The SQLite file of the system journal. The plugin would create it without write-ahead log, which is many times slower.</summary>
internal static class JournalFile
{
    private const string FileName = "journal.db";

    /// <summary>Prepares the file, unless the operator names another database.</summary>
    /// <returns>Settings to put on top of the others, as HOCON.</returns>
    public static string Prepare(Config tree, string dataDirectory)
    {
        var missing = JournalPlugins.WithoutConnection(tree);
        if (missing.Count == 0)
        {
            return "";
        }

        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, FileName) }.ToString();
        Create(connection);
        return string.Join('\n', missing.Select(p => $"{p}.connection-string = {HoconQuote.Value(connection)}"));
    }

    private static void Create(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }
}

using System.Globalization;
using IntegrationActors.Storage.Backups;
using Microsoft.Data.Sqlite;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>Copies a file of SQLite while it is written, and checks such a copy.</summary>
internal static class SqliteCopy
{
    /// <summary>Copies what is committed at this moment. The copy is read in one transaction, so writers go on; what was deleted is not in it.</summary>
    public static void Take(string path, string target)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 5000; VACUUM INTO $target";
        command.Parameters.AddWithValue("$target", target);
        command.ExecuteNonQuery();
    }

    /// <summary>Reads all of a copy.</summary>
    /// <returns>Version of its schema.</returns>
    /// <exception cref="BackupException">It is damaged.</exception>
    public static int Check(string path)
    {
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadOnly);
            var findings = Text(connection, "PRAGMA integrity_check");
            return string.Equals(findings, "ok", StringComparison.Ordinal)
                ? int.Parse(Text(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture)
                : throw new BackupException($"its store is damaged: {findings}");
        }
        catch (SqliteException e)
        {
            throw new BackupException($"its store can't be read: {e.Message}", e);
        }
    }

    private static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

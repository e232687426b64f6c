using System.Globalization;
using IntegrationActors.Storage.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>A connection to a file of SQLite.</summary>
internal sealed class SqliteStoreConnection : StoreConnection
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteStoreConnection(SqliteConnection connection)
    {
        _connection = connection;
        _handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
    }

    public override int Statements => _statements.Count;

    /// <summary>
    /// The one connection that writes. Creates the file when it is missing. Its cache is small: after nearly each commit SQLite walks through all of it, and through that of the processor; what it does not
    /// hold, Linux does.
    /// </summary>
    public static SqliteStoreConnection OpenWriter(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, """
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA cell_size_check = ON;
        PRAGMA cache_size = -2000;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA temp_store = MEMORY;
        """);

    public static SqliteStoreConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadWrite, """
        PRAGMA query_only = ON;
        PRAGMA cell_size_check = ON;
        PRAGMA cache_size = -2000;
        PRAGMA temp_store = MEMORY;
        """);

    public override Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle), _handle);
            statement = new SqliteStatement(_handle, handle);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    public override void Execute(string script)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    public override void Begin() => Run("BEGIN IMMEDIATE");

    // After a sync that failed nobody knows which pages of the write-ahead log are on the disk, while the cache of the kernel says all of them. So what it holds goes
    // into the database, synced, and the log begins anew.
    public override void Probe()
    {
        if (Number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            throw new IOException("The write-ahead log could not be emptied: a search is reading it.");
        }

        Execute($"BEGIN IMMEDIATE; PRAGMA user_version = {Number("PRAGMA user_version").ToString(CultureInfo.InvariantCulture)}; COMMIT;");
    }

    public override bool IsFatal(Exception exception) => exception is IOException or ObjectDisposedException
        || (exception is SqliteException sqlite && sqlite.SqliteErrorCode is not (raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE or raw.SQLITE_MISUSE));

    public override void Interrupt() => raw.sqlite3_interrupt(_handle);

    public override void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    private static SqliteStoreConnection Open(string path, SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var opened = new SqliteStoreConnection(connection);
            opened.Execute("PRAGMA busy_timeout = 5000;");
            opened.Execute(pragmas);
            return opened;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private StoreConnection(SqliteConnection connection)
    {
        _connection = connection;
        _handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
    }

    /// <summary>How many statements are prepared.</summary>
    public int Statements => _statements.Count;

    /// <summary>The one connection that writes. Creates the file when it is missing.</summary>
    public static StoreConnection OpenWriter(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, """
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA cache_size = -8000;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA temp_store = MEMORY;
        """);

    public static StoreConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadWrite, """
        PRAGMA query_only = ON;
        PRAGMA cache_size = -2000;
        PRAGMA temp_store = MEMORY;
        """);

    /// <summary>The statement for this text, made ready for new parameters. Dispose of it after use: an open one holds a read lock.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle), _handle);
            statement = new Statement(_handle, handle);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a script of statements without parameters.</summary>
    public void Execute(string script)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    public int Run(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Run();
    }

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Writes what is in the write-ahead log into the database, syncs it, and empties the log.</summary>
    /// <exception cref="IOException">A reader is in the way for longer than the time that connections wait for each other.</exception>
    public void Checkpoint()
    {
        if (Number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            throw new IOException("The write-ahead log could not be emptied: a search is reading it.");
        }
    }

    /// <summary>Writes a page and changes nothing: does the disk take it?</summary>
    public void Probe() => Execute($"BEGIN IMMEDIATE; PRAGMA user_version = {Number("PRAGMA user_version").ToString(CultureInfo.InvariantCulture)}; COMMIT;");

    /// <summary>Ends the statement that runs on another thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    private static StoreConnection Open(string path, SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var opened = new StoreConnection(connection);
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

using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace IntegrationActors.Storage.Postgres;

/// <summary>The database of an installation, as seen by the role that may create schemas and roles in it.</summary>
internal sealed class PostgresServer : IDisposable
{
    // Two writers, four readers, and what is just being given back.
    private const int ConnectionsOfStore = 7;
    private const int LargestSend = 32 * 1024;
    private const int OldestVersion = 150000;
    private const int Statements = 200;

    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(5);

    private readonly PostgresOptions _options;
    private readonly NpgsqlDataSource _service;

    public PostgresServer(PostgresOptions options)
    {
        _options = options;
        Names = new PostgresNames(options.Prefix);
        _service = NpgsqlDataSource.Create(Builder(Names.System));
    }

    public PostgresNames Names { get; }

    /// <summary>A store of the installation itself; its schema is made when it is missing.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be reached, or what it lacks.</exception>
    public PostgresSource OwnSource(string schema)
    {
        Do(connection =>
        {
            Check(connection);
            CreateSchema(connection, schema);
        });
        return new PostgresSource(NpgsqlDataSource.Create(Builder(schema)), schema);
    }

    /// <summary>A store of a tenant, as the role that is called like its schema.</summary>
    public PostgresSource Source(string schema, string password, long generation)
    {
        var builder = Builder(schema);
        (builder.Username, builder.Password) = (schema, password);
        return new PostgresSource(NpgsqlDataSource.Create(builder), schema, generation);
    }

    /// <summary>How Akka's journal reaches its schema, which is made when it is missing.</summary>
    public string JournalConnection()
    {
        OwnSource(Names.Journal).Dispose();
        return Builder(Names.Journal).ToString();
    }

    /// <summary>Does something with a connection of the service role, in a transaction.</summary>
    public void Do(Action<NpgsqlConnection> action)
    {
        try
        {
            using var connection = _service.OpenConnection();
            using var transaction = connection.BeginTransaction();
            action(connection);
            transaction.Commit();
        }
        catch (Exception e) when (e is DbException or SocketException or TimeoutException)
        {
            throw new StoreUnavailableException($"PostgreSQL can't be used ({Address}): {e.Message}", e);
        }
    }

    public static int Execute(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar();
    }

    /// <summary>One at a time in the whole database, until the transaction ends: of two that change rights of the database at once, PostgreSQL refuses one.</summary>
    public static void Lock(NpgsqlConnection connection) => Execute(connection, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", "integration-actors");

    public void Dispose() => _service.Dispose();

    private string Address
    {
        get
        {
            var builder = new NpgsqlConnectionStringBuilder(_options.ConnectionString);
            return $"database {builder.Database ?? builder.Username} at {builder.Host}:{builder.Port} as {builder.Username}";
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static void CreateSchema(NpgsqlConnection connection, string schema)
    {
        Lock(connection);
        Execute(connection, $"CREATE SCHEMA IF NOT EXISTS {PostgresSql.Quote(schema)}");
    }

    private void Check(NpgsqlConnection connection)
    {
        var version = int.Parse((string)Scalar(connection, "SHOW server_version_num")!, CultureInfo.InvariantCulture);
        var missing = new List<string>();
        if (version < OldestVersion)
        {
            throw new StoreUnavailableException($"PostgreSQL can't be used ({Address}): it has version {connection.PostgreSqlVersion}, and 15 or newer is needed.");
        }

        if (Scalar(connection, "SELECT has_database_privilege(current_database(), 'CREATE')") is not true)
        {
            missing.Add($"CREATE on the database (GRANT CREATE ON DATABASE {PostgresSql.Quote(connection.Database)} TO {connection.UserName})");
        }

        if (Scalar(connection, "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user") is not true)
        {
            missing.Add($"CREATEROLE (ALTER ROLE {connection.UserName} CREATEROLE)");
        }

        if (missing.Count > 0)
        {
            throw new StoreUnavailableException($"PostgreSQL can't be used ({Address}): the role lacks {string.Join(" and ", missing)}.");
        }
    }

    // A server that hangs is given up after the command's time-out without waiting for the answer to a cancellation, for which Npgsql connects once more, twice when it asks for GSS encryption first; the
    // server notices that the client is gone, and ends what it still does for it, so that no lock outlives the connection.
    // A table of queues is nearly empty when its statistics are made, and may be full of dead rows a moment later: a plan that reads all of it, made in between and kept, would stay.
    // So indexes are used; and nothing is compiled for what has none and looks dear by that.
    private NpgsqlConnectionStringBuilder Builder(string schema)
    {
        var seconds = (int)Math.Ceiling(_options.CommandTimeout.TotalSeconds);
        var given = new NpgsqlConnectionStringBuilder(_options.ConnectionString);
        return new NpgsqlConnectionStringBuilder(_options.ConnectionString)
        {
            GssEncryptionMode = given.GssEncryptionMode == GssEncryptionMode.Require ? GssEncryptionMode.Require : GssEncryptionMode.Disable,
            SearchPath = PostgresSql.Quote(schema),
            ApplicationName = "integration-actors",
            CommandTimeout = seconds,
            CancellationTimeout = -1,
            Timeout = (int)Math.Min(LongestConnect.TotalSeconds, seconds),
            KeepAlive = seconds,
            WriteBufferSize = LargestSend,
            MaxPoolSize = ConnectionsOfStore,
            MinPoolSize = 0,
            ConnectionIdleLifetime = 60,
            ConnectionPruningInterval = 20,
            MaxAutoPrepare = Statements,
            NoResetOnClose = true,
            Enlist = false,
            Options = $"-c client_connection_check_interval=2s -c idle_in_transaction_session_timeout={seconds}s -c statement_timeout={2 * seconds}s -c synchronous_commit=on -c enable_seqscan=off -c jit=off",
        };
    }
}

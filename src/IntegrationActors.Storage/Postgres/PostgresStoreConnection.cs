using System.Net.Sockets;
using IntegrationActors.Storage.Database;
using Npgsql;

namespace IntegrationActors.Storage.Postgres;

/// <summary>
/// A connection to the schema of one store. Commands are prepared by Npgsql at their second use and stay so in its pool. BEGIN travels with the first statement
/// of the transaction.
/// </summary>
internal sealed class PostgresStoreConnection(NpgsqlConnection connection) : StoreConnection
{
    private const string SaveBack = "ROLLBACK TO";

    private readonly Dictionary<string, PostgresStatement> _statements = new(StringComparer.Ordinal);
    private PostgresStatement? _open;
    private volatile NpgsqlCommand? _running;
    private NpgsqlTransaction? _transaction;
    private bool _refused;

    public override SqlDialect Dialect => SqlDialect.Postgres;

    /// <summary>A connection takes memory of the server, and there are few of them.</summary>
    public override TimeSpan IdleLifetime => TimeSpan.FromMinutes(1);

    public override int Statements => _statements.Count;

    public override Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            var (text, numbers) = PostgresSql.Parameters(PostgresSql.Locks(sql));
            statement = new PostgresStatement(this, new NpgsqlCommand(text, connection), numbers);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    // Scripts change tables, which may be large: they take the time that they need.
    public override void Execute(string script)
    {
        using var command = new NpgsqlCommand(script, connection) { CommandTimeout = 0 };
        Guarded(command, static c => c.ExecuteNonQuery());
    }

    public override void BeginRead()
    {
        KeepOpen();
        (_transaction, _refused) = (connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead), false);
    }

    /// <summary>A server that only answers reads, such as one that was the primary before, is no place to write.</summary>
    public override void Probe()
    {
        using var command = new NpgsqlCommand("SHOW transaction_read_only", connection);
        if (Guarded(command, static c => c.ExecuteScalar()) is not "off")
        {
            throw new IOException("The PostgreSQL server takes no writes: it is a standby, or default_transaction_read_only is on.");
        }
    }

    public override bool IsFatal(Exception exception) => exception switch
    {
        PostgresException refusal => IsServerTrouble(refusal.SqlState),
        NpgsqlException or TimeoutException or IOException or SocketException or ObjectDisposedException => true,
        _ => false,
    };

    public override bool IsTransient(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    public override void Interrupt() => _running?.Cancel();

    // One round trip for all of it. A refused move leaves the transaction open, to be rolled back.
    protected override void Commit(IReadOnlyList<KeyValuePair<Tally, long>> moves)
    {
        if (moves.Count == 0 || _refused)
        {
            base.Commit(moves);
            return;
        }

        KeepOpen();
        using var batch = new NpgsqlBatch(connection);
        foreach (var (tally, by) in moves)
        {
            batch.BatchCommands.Add(Command(tally.Sql, tally.First, tally.Second, by));
        }

        batch.BatchCommands.Add(Command("COMMIT"));
        Guarded<NpgsqlBatch, int>(batch, static b => b.ExecuteNonQuery());
        _transaction?.Dispose();
        _transaction = null;
    }

    public override void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Command.Dispose();
        }

        _statements.Clear();
        _transaction?.Dispose();
        connection.Dispose();
    }

    internal int Run(PostgresStatement statement)
    {
        KeepOpen();
        switch (statement.Command.CommandText)
        {
            case "BEGIN":
                (_transaction, _refused) = (connection.BeginTransaction(), false);
                return 0;
            case "COMMIT":
                EndTransaction(commit: true);
                return 0;
            case "ROLLBACK":
                EndTransaction(commit: false);
                return 0;
            default:
                var changed = Guarded(statement.Command, static c => c.ExecuteNonQuery());
                _refused &= !statement.Command.CommandText.StartsWith(SaveBack, StringComparison.Ordinal);
                return changed;
        }
    }

    internal NpgsqlDataReader Read(PostgresStatement statement)
    {
        KeepOpen();
        _open = statement;
        return Guarded(statement.Command, static c => c.ExecuteReader());
    }

    internal bool Next(NpgsqlDataReader reader) => Guarded<NpgsqlDataReader, bool>(reader, static r => r.Read());

    internal void Close(PostgresStatement statement)
    {
        statement.CloseReader();
        if (_open == statement)
        {
            _open = null;
        }
    }

    // Disk or memory full, stopped by the operator, broken inside, read-only, no longer allowed in: not the fault of what is written.
    private static bool IsServerTrouble(string state) =>
        state[..2] is "08" or "28" or "53" or "57" or "58" or "XX" || state == PostgresErrorCodes.ReadOnlySqlTransaction;

    private void KeepOpen()
    {
        _open?.Keep();
        _open = null;
    }

    // PostgreSQL answers a COMMIT after a refused statement with a rollback and no error; nobody may take that for a commit.
    private void EndTransaction(bool commit)
    {
        var transaction = _transaction ?? throw new InvalidOperationException("There is no transaction to end.");
        if (commit && _refused)
        {
            throw new InvalidOperationException("A statement of the transaction was refused, so PostgreSQL would not commit the others.");
        }

        _transaction = null;
        using (transaction)
        {
            if (commit)
            {
                transaction.Commit();
            }
            else
            {
                transaction.Rollback();
            }
        }
    }

    private static NpgsqlBatchCommand Command(string sql, params long[] values)
    {
        var command = new NpgsqlBatchCommand(PostgresSql.Parameters(sql).Sql);
        Array.ForEach(values, value => command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value }));
        return command;
    }

    private T Guarded<T>(NpgsqlCommand command, Func<NpgsqlCommand, T> run)
    {
        _running = command;
        try
        {
            return Guarded<NpgsqlCommand, T>(command, run);
        }
        finally
        {
            _running = null;
        }
    }

    private TResult Guarded<T, TResult>(T what, Func<T, TResult> run)
    {
        try
        {
            return run(what);
        }
        catch (PostgresException)
        {
            _refused = true;
            throw;
        }
    }
}

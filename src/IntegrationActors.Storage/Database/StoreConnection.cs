namespace IntegrationActors.Storage.Database;

/// <summary>
/// A connection with its prepared statements. Used by one thread at a time. Statements are written in the SQL that SQLite and PostgreSQL share, with
/// parameters <c>?1</c>, <c>?2</c>; times are microseconds (<see cref="StoreTime"/>), ids 16 bytes.
/// </summary>
internal abstract class StoreConnection : IDisposable
{
    private readonly Dictionary<Tally, long> _moves = [];

    /// <summary>What the database speaks.</summary>
    public virtual SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>How long the writer may keep the connection open without work; SQLite's costs nothing.</summary>
    public virtual TimeSpan IdleLifetime => Timeout.InfiniteTimeSpan;

    /// <summary>How many statements are prepared.</summary>
    public abstract int Statements { get; }

    /// <summary>The statement for this text, made ready for new parameters. Dispose of it after use: an open one holds a lock.</summary>
    public abstract Statement Prepare(string sql);

    /// <summary>Runs a script of statements without parameters.</summary>
    public abstract void Execute(string script);

    /// <summary>Begins a transaction that writes.</summary>
    public virtual void Begin() => Run("BEGIN");

    /// <summary>Begins a transaction whose statements all see the same state.</summary>
    public virtual void BeginRead() => Run("BEGIN");

    /// <summary>Moves a number with the COMMIT of the transaction: once, by the sum of all its moves.</summary>
    public void Move(Tally tally, long by) => _moves[tally] = _moves.GetValueOrDefault(tally) + by;

    public void Commit()
    {
        Commit([.. _moves.Where(move => move.Value != 0)]);
        _moves.Clear();
    }

    public void Rollback()
    {
        _moves.Clear();
        Run("ROLLBACK");
    }

    /// <summary>Does something of which nothing stays when it is refused; what the transaction did before stays.</summary>
    /// <returns>The refusal; null when there was none.</returns>
    public Exception? Try(Action<StoreConnection> change)
    {
        var moves = _moves.ToArray();
        Run("SAVEPOINT one");
        try
        {
            change(this);
            Run("RELEASE one");
            return null;
        }
        catch (Exception e) when (!IsFatal(e))
        {
            Run("ROLLBACK TO one");
            Run("RELEASE one");
            _moves.Clear();
            Array.ForEach(moves, move => _moves.Add(move.Key, move.Value));
            return e;
        }
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

    /// <summary>After a failure: makes sure that what the connection shows is on the disk, and that the disk takes writes. Changes nothing.</summary>
    /// <exception cref="IOException">It is not, or does not.</exception>
    public abstract void Probe();

    /// <summary>Whether the store itself is in trouble, not just one write (a duplicate key, a value out of bounds, a bug).</summary>
    public abstract bool IsFatal(Exception exception);

    /// <summary>Whether the same transaction may well pass when it is tried again: another one stood in its way.</summary>
    public virtual bool IsTransient(Exception exception) => false;

    /// <summary>Ends the statement that runs on another thread.</summary>
    public abstract void Interrupt();

    public abstract void Dispose();

    /// <summary>Moves what the transaction moves, and commits.</summary>
    protected virtual void Commit(IReadOnlyList<KeyValuePair<Tally, long>> moves)
    {
        foreach (var (tally, by) in moves)
        {
            using var move = Prepare(tally.Sql);
            move.Bind(1, tally.First).Bind(2, tally.Second).Bind(3, by).Run();
        }

        Run("COMMIT");
    }
}

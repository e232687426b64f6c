using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>What goes into one transaction. Used by the writer's thread alone.</summary>
internal sealed class WriteBatch
{
    // Pages of the table and of each index are written once for a batch: of 256 rows they cost 1.7 times as many writes per row as of 1,024, whose transaction takes about 10 ms.
    public const int Limit = 1024;

    // A transaction of captured bodies may not keep others waiting, nor the write-ahead log growing, for long.
    private const long LargestBytes = 8L * 1024 * 1024;

    private readonly List<(DurableWrite Write, Exception? Refused)> _durable = new(Limit);

    /// <summary>Survives a failed commit: these are tried again.</summary>
    public List<DeferredWrite> Deferred { get; } = new(Limit);

    public bool IsFull => _durable.Count + Deferred.Count >= Limit || Bytes >= LargestBytes;

    /// <summary>What the deferred writes hold in memory.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => _durable.Count + Deferred.Count == 0;

    public void Add(DurableWrite write) => _durable.Add((write, null));

    public void Add(DeferredWrite write)
    {
        Deferred.Add(write);
        Bytes += write.Bytes;
    }

    /// <summary>Applies and commits. An exception means that nothing was written.</summary>
    /// <param name="connection">The connection of the writer.</param>
    /// <param name="refused">Null at first. In a second try, after a deferred write was refused: takes those that are refused on their own.</param>
    public void Commit(StoreConnection connection, List<DeferredWrite>? refused)
    {
        connection.Run("BEGIN IMMEDIATE");
        foreach (var write in Deferred)
        {
            if (refused is null)
            {
                write.Apply(connection);
            }
            else if (Guarded(connection, write.Apply) is not null)
            {
                refused.Add(write);

                // What it had written before it was refused, such as the row of a new flow, is gone with it, and must not be remembered.
                write.RolledBack();
            }
        }

        for (var i = 0; i < _durable.Count; i++)
        {
            var write = _durable[i].Write;
            _durable[i] = (write, Guarded(connection, write.Apply));
        }

        connection.Run("COMMIT");
    }

    public void Committed()
    {
        foreach (var write in Deferred)
        {
            write.Committed();
        }

        foreach (var (write, refused) in _durable)
        {
            if (refused is null)
            {
                write.Committed();
            }
            else
            {
                write.Failed(refused);
            }
        }

        Deferred.Clear();
        _durable.Clear();
        Bytes = 0;
    }

    public void RolledBack()
    {
        foreach (var write in Deferred)
        {
            write.RolledBack();
        }
    }

    public void FailDurable(Exception cause)
    {
        foreach (var (write, _) in _durable)
        {
            write.Failed(cause);
        }

        _durable.Clear();
    }

    /// <summary>Whether the store itself is in trouble, not just one write (a duplicate key, a value out of bounds, a bug).</summary>
    public static bool IsFatal(Exception exception) => exception is IOException or ObjectDisposedException
        || (exception is SqliteException sqlite && sqlite.SqliteErrorCode is not (raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE or raw.SQLITE_MISUSE));

    // One refused write takes none of its neighbours with it.
    private static Exception? Guarded(StoreConnection connection, Action<StoreConnection> apply)
    {
        connection.Run("SAVEPOINT one");
        try
        {
            apply(connection);
            connection.Run("RELEASE one");
            return null;
        }
        catch (Exception e) when (!IsFatal(e))
        {
            connection.Run("ROLLBACK TO one");
            connection.Run("RELEASE one");
            return e;
        }
    }
}

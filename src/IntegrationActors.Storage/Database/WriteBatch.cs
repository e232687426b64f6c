using System.Runtime.InteropServices;

namespace IntegrationActors.Storage.Database;

/// <summary>What goes into one transaction. Used by the writer's thread alone.</summary>
internal sealed class WriteBatch
{
    // Pages of the table and of each index are written once for a batch: of 256 rows they cost 1.7 times as many writes per row as of 1,024, whose transaction takes about 10 ms.
    public const int Limit = 1024;

    // A transaction of captured bodies may not keep others waiting, nor the write-ahead log growing, for long.
    private const long LargestBytes = 8L * 1024 * 1024;

    private readonly List<(DurableWrite Write, Exception? Refused)> _durable = new(Limit);
    private readonly WriteGroups<DurableWrite, BulkWrite> _durableGroups = new();
    private readonly WriteGroups<DeferredWrite, IDeferredKind> _deferredGroups = new();

    /// <summary>Survives a failed commit: these are tried again.</summary>
    public List<DeferredWrite> Deferred { get; } = new(Limit);

    public bool IsFull => _durable.Count + Deferred.Count >= Limit || Bytes >= LargestBytes;

    /// <summary>What the deferred writes hold in memory.</summary>
    public long Bytes { get; private set; }

    public int DurableCount => _durable.Count;

    public bool IsEmpty => _durable.Count + Deferred.Count == 0;

    public void Add(DurableWrite write) => _durable.Add((write, null));

    public void Add(DeferredWrite write)
    {
        Deferred.Add(write);
        Bytes += write.Bytes;
    }

    /// <summary>Applies and commits. An exception means that nothing was written.</summary>
    /// <param name="connection">The connection of the writer.</param>
    /// <param name="refused">
    /// Null at first, when all is applied as fast as it goes. In a second try, after a write was refused, each is applied on its own behind a savepoint; takes the
    /// deferred ones that are refused then.
    /// </param>
    public void Commit(StoreConnection connection, List<DeferredWrite>? refused)
    {
        connection.Begin();
        if (refused is null)
        {
            ApplyDeferred(connection);
        }
        else
        {
            ApplyEachDeferred(connection, refused);
        }

        ApplyDurable(connection, guarded: refused is not null);
        connection.Commit();
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

    private void ApplyDeferred(StoreConnection connection)
    {
        _deferredGroups.Clear();
        Deferred.ForEach(write => _deferredGroups.Add(write.Kind, write));
        for (var i = 0; i < _deferredGroups.Count; i++)
        {
            var (kind, writes) = _deferredGroups[i];
            if (kind is null)
            {
                writes.ForEach(write => write.Apply(connection));
            }
            else
            {
                kind.Apply(connection, writes);
            }
        }

        _deferredGroups.Clear();
    }

    private void ApplyEachDeferred(StoreConnection connection, List<DeferredWrite> refused)
    {
        foreach (var write in Deferred)
        {
            if (connection.Try(write.Apply) is not null)
            {
                refused.Add(write);

                // What it had written before it was refused, such as the row of a new flow, is gone with it, and must not be remembered.
                write.RolledBack();
            }
        }
    }

    // Each kind in one go. Nothing is guarded in a first try: a savepoint is two round trips to PostgreSQL, and makes SQLite copy each page that is touched behind it. In a second try an item
    // that spoils its kind is found by applying them one by one.
    private void ApplyDurable(StoreConnection connection, bool guarded)
    {
        _durableGroups.Clear();
        foreach (ref var durable in CollectionsMarshal.AsSpan(_durable))
        {
            durable.Refused = null;
            _durableGroups.Add(durable.Write.Kind, durable.Write);
        }

        for (var i = 0; i < _durableGroups.Count; i++)
        {
            var (kind, writes) = _durableGroups[i];
            if (!guarded)
            {
                ApplyAll(connection, kind, writes);
            }
            else if (kind is null || connection.Try(c => kind.Apply(c, CollectionsMarshal.AsSpan(writes))) is not null)
            {
                ApplyEach(connection, kind);
            }
        }

        _durableGroups.Clear();
    }

    private static void ApplyAll(StoreConnection connection, BulkWrite? kind, List<DurableWrite> writes)
    {
        if (kind is null)
        {
            writes.ForEach(write => write.Apply(connection));
        }
        else
        {
            kind.Apply(connection, CollectionsMarshal.AsSpan(writes));
        }
    }

    private void ApplyEach(StoreConnection connection, BulkWrite? kind)
    {
        for (var i = 0; i < _durable.Count; i++)
        {
            var write = _durable[i].Write;
            if (write.Kind == kind)
            {
                _durable[i] = (write, connection.Try(write.Apply));
            }
        }
    }
}

using System.Collections.Concurrent;

namespace IntegrationActors.Storage.Database;

/// <summary>
/// All writes of one store, on a thread of its own, many to a transaction. A durable write is committed at once together with whatever waits; the sync to
/// disk of one batch is the time in which the next one gathers, and a moment more (<see cref="WriterSignal.Gather"/>) after one of many. Deferred writes ride along, or go when <see cref="WakeAt"/> of them
/// wait, or after <see cref="Linger"/>.
/// A write or sync that fails is fatal for the connection: waiting durable writes fail, it is opened anew, deferred ones are kept and tried again.
/// The queue of deferred writes never blocks and never drops: past its limits, or while nothing can be written, <see cref="IsBehind"/> tells the
/// flows to admit no more messages, so it outgrows the limit by the messages in flight at most.
/// </summary>
internal sealed class GroupCommitWriter : IStoreWriter
{
    private const int WakeAt = WriteBatch.Limit;
    private const int Attempts = 5;
    private const int ThreadStack = 512 * 1024;

    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(2);

    private readonly IStoreSource _source;
    private readonly IStoreEvents _events;
    private readonly ConcurrentQueue<DurableWrite> _durable = new();
    private readonly DeferredQueue _deferred = new();
    private readonly WriterSignal _signal = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WriteBatch _batch = new();
    private StoreConnection? _connection;
    private int _failures;
    private int _together;
    private volatile bool _stopping;

    /// <summary>Starts the writer; without a connection it opens one for its first write.</summary>
    public GroupCommitWriter(string name, StoreConnection? connection, IStoreSource source, IStoreEvents events)
    {
        (_connection, _source, _events) = (connection, source, events);
        new Thread(Loop, ThreadStack) { IsBackground = true, Name = $"store {name}" }.Start();
    }

    public bool IsBehind => Volatile.Read(ref _failures) > 0 || _deferred.IsFull;

    /// <summary>Completes after the commit.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<StoreConnection, T> write)
    {
        var durable = new DurableWrite<T>(write);
        Add(durable);
        return durable.Task;
    }

    /// <summary>Completes after the commit; what waits of one kind is applied together.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    public Task<TResult> WriteAsync<TItem, TResult>(BulkWrite<TItem, TResult> kind, TItem item)
    {
        var durable = new BulkItem<TItem, TResult>(kind, item);
        Add(durable);
        return durable.Task;
    }

    public void Defer(DeferredWrite write)
    {
        var waiting = _deferred.Add(write);
        if (waiting == 1 || waiting % WakeAt == 0)
        {
            _signal.Wake();
        }
    }

    /// <summary>Completes when everything that was deferred before is committed.</summary>
    public async Task FlushAsync()
    {
        var all = _deferred.Added;
        while (!_deferred.AreDone(all))
        {
            await WriteAsync(static _ => true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _signal.Wake();
        await _stopped.Task;
        _signal.Dispose();
    }

    private void Add(DurableWrite durable)
    {
        _durable.Enqueue(durable);
        _signal.Came();
        _signal.Wake();
        if (_stopped.Task.IsCompleted)
        {
            FailWaiting(Closed());
        }
    }

    private bool HasWork => !_durable.IsEmpty || _deferred.Count > 0;

    private bool IsUrgent => _stopping || !_durable.IsEmpty || _deferred.Count >= WakeAt;

    private void Loop()
    {
        while (true)
        {
            AwaitWork();

            // A store in trouble is tried though nobody has work for it: its flows admit nothing until it is well again.
            if (HasWork || _failures > 0)
            {
                Commit();
            }

            // What can't be written at the end stays in the ledger for the next start.
            if (_stopping && (!HasWork || _failures > 0))
            {
                break;
            }
        }

        CloseConnection();
        _stopped.TrySetResult();
        FailWaiting(Closed());
    }

    private void AwaitWork()
    {
        if (_failures == 0)
        {
            _signal.Gather(_together, _durable.Count);
        }

        _signal.Heed();
        Sleep();
        _signal.Ignore();
    }

    private void Sleep()
    {
        if (_failures > 0 && !_stopping)
        {
            _signal.Wait(BackOff());
            return;
        }

        while (!HasWork && !_stopping && !_signal.Wait(_connection?.IdleLifetime ?? Timeout.InfiniteTimeSpan))
        {
            CloseConnection();
        }

        var started = Environment.TickCount64;
        while (!IsUrgent)
        {
            var left = Linger - TimeSpan.FromMilliseconds(Environment.TickCount64 - started);
            if (left <= TimeSpan.Zero || !_signal.Wait(left))
            {
                break;
            }
        }
    }

    private void Commit()
    {
        Fill();
        try
        {
            _connection ??= Reopen();
            var refused = CommitBatch(_connection);
            var (done, bytes) = (_batch.Deferred.Count, _batch.Bytes);
            _batch.Committed();
            _deferred.Remove(done + refused, bytes);
            Recovered();
        }
        catch (Exception e)
        {
            Broken(e);
        }
    }

    // What the old connection had written may be in doubt; until that is settled nothing is acknowledged.
    private StoreConnection Reopen()
    {
        var connection = _source.OpenWriter();
        try
        {
            connection.Probe();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Durable writes first: somebody waits for them. Deferred ones of a failed batch are still in it.
    private void Fill()
    {
        while (!_batch.IsFull && _durable.TryDequeue(out var durable))
        {
            _batch.Add(durable);
        }

        _together = _batch.DurableCount;
        _deferred.MoveTo(_batch);
    }

    /// <summary>Commits the batch; if a write spoils it, all but that one.</summary>
    /// <returns>How many deferred writes the database refused for their content. Their copy in the ledger stays: they are found in it, and written bare at the next start.</returns>
    private int CommitBatch(StoreConnection connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _batch.Commit(connection, refused: null);
                return 0;
            }
            catch (Exception e) when (!connection.IsFatal(e))
            {
                connection.Rollback();
                _batch.RolledBack();
                if (!connection.IsTransient(e) || attempt == Attempts)
                {
                    return CommitOthers(connection, e);
                }
            }
        }
    }

    private int CommitOthers(StoreConnection connection, Exception cause)
    {
        var refused = new List<DeferredWrite>();
        _batch.Commit(connection, refused);
        _batch.Deferred.RemoveAll(refused.Contains);
        if (refused.Count > 0)
        {
            _events.WriteRefused(refused.Count, cause);
        }

        return refused.Count;
    }

    private void Recovered()
    {
        if (_failures > 0)
        {
            Volatile.Write(ref _failures, 0);
            _events.WriterRecovered();
        }
    }

    private void Broken(Exception cause)
    {
        if (_failures == 0)
        {
            _events.WriterBroken(cause);
        }

        Volatile.Write(ref _failures, _failures + 1);
        CloseConnection();
        _batch.RolledBack();
        var failure = new StoreUnavailableException($"The store could not be written: {cause.Message}", cause);
        _batch.FailDurable(failure);
        FailWaiting(failure);
    }

    private void CloseConnection()
    {
        try
        {
            _connection?.Dispose();
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException)
        {
            _events.WriterBroken(e);
        }

        _connection = null;
    }

    private void FailWaiting(Exception cause)
    {
        while (_durable.TryDequeue(out var durable))
        {
            durable.Failed(cause);
        }
    }

    private TimeSpan BackOff() => TimeSpan.FromMilliseconds(Math.Min(LongestBackOff.TotalMilliseconds, 50 * Math.Pow(2, Math.Min(_failures, 10))));

    private static StoreUnavailableException Closed() => new("The store is closed.");
}

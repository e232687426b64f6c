using System.Collections.Concurrent;

namespace IntegrationActors.Storage.Database;

/// <summary>
/// Connections for reading beside the writer: neither waits for the other. A few at a time, so that searches can't take all threads. One that costs
/// something while idle is given back to its source at once, which has a pool of its own.
/// </summary>
internal sealed class ReadPool(IStoreSource source) : IStoreReader
{
    private const int Readers = 4;

    // Each combination of filters is a text of its own; a connection that has seen too many starts afresh.
    private const int MostStatements = 100;

    private readonly SemaphoreSlim _free = new(Readers);
    private readonly ConcurrentBag<StoreConnection> _idle = [];
    private volatile bool _closed;

    public async Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Read(read, cancel), cancel);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private T Read<T>(Func<StoreConnection, T> read, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var connection = _idle.TryTake(out var idle) ? idle : source.OpenReader();
        var healthy = false;
        try
        {
            using var interrupt = cancel.Register(static state => ((StoreConnection)state!).Interrupt(), connection);
            var result = read(connection);
            healthy = !_closed && connection.Statements < MostStatements && connection.IdleLifetime == Timeout.InfiniteTimeSpan;
            return result;
        }
        catch (System.Data.Common.DbException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (Exception e) when (connection.Dialect != SqlDialect.Sqlite && connection.IsFatal(e))
        {
            throw new StoreUnavailableException($"The store could not be read: {e.Message}", e);
        }
        finally
        {
            if (healthy)
            {
                _idle.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }
}

using System.Collections.Concurrent;

namespace IntegrationActors.Storage.Database;

/// <summary>
/// Connections for reading beside the writer: neither waits for the other. A few at a time, so that searches can't take all threads. One that costs
/// something while idle is given back to its source at once, which has a pool of its own. Whoever gives up a read leaves at once, also when the database does not answer; the connection is free when it does, or at its time-out.
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
        return await Task.Run(() => ReadNowAsync(read, cancel), CancellationToken.None).WaitAsync(cancel);
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private async Task<T> ReadNowAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel)
    {
        try
        {
            cancel.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_closed, this);
            return await ReadAsync(_idle.TryTake(out var idle) ? idle : source.OpenReader(), read, cancel);
        }
        finally
        {
            _free.Release();
        }
    }

    // An interruption may take as long as the statement: nobody waits for it but the connection, which would end the statement of the next one who has it.
    private async Task<T> ReadAsync<T>(StoreConnection connection, Func<StoreConnection, T> read, CancellationToken cancel)
    {
        var healthy = false;
        var interruption = Task.CompletedTask;
        try
        {
            await using var interrupt = cancel.Register(() => interruption = Task.Run(connection.Interrupt, CancellationToken.None));
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
            await interruption.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

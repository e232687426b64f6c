namespace IntegrationActors.Storage.Database;

/// <summary>
/// One store: a writer, readers, and a schema that is brought up to date when it opens. Where several may write at once (PostgreSQL), deferred writes have a connection of their own: nobody waits for
/// them, and they are many to a transaction then.
/// </summary>
internal sealed class StoreDatabase : IAsyncDisposable
{
    private readonly IStoreWriter _writer;
    private readonly IStoreWriter _deferring;
    private readonly IStoreReader _readers;
    private readonly IStoreSource? _source;

    /// <summary>Opens the store, creates or migrates it, and lets <paramref name="prepare"/> put things right before anybody reads or writes.</summary>
    /// <param name="name">Short name, for the writer's thread.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="schema">Its tables.</param>
    /// <param name="events">Whom to tell of trouble.</param>
    /// <param name="prepare">Runs once on the open store.</param>
    public StoreDatabase(string name, IStoreSource source, StoreSchema schema, IStoreEvents events, Action<StoreConnection>? prepare = null)
    {
        var connection = Open(source, schema, prepare);
        _source = source;
        _readers = new ReadPool(source);
        _writer = new GroupCommitWriter(name, connection, source, events);
        _deferring = source.IsShared ? new GroupCommitWriter($"{name} log", connection: null, source, events) : _writer;
    }

    /// <summary>A store that is open already.</summary>
    public StoreDatabase(IStoreWriter writer, IStoreReader readers) => (_writer, _deferring, _readers) = (writer, writer, readers);

    /// <summary>How long readers of a store that other nodes change too may go by what they read before.</summary>
    public static TimeSpan Trusted { get; } = TimeSpan.FromSeconds(5);

    public bool IsShared => _source?.IsShared == true;

    public bool IsBehind => _writer.IsBehind || _deferring.IsBehind;

    /// <summary>Completes after the commit.</summary>
    /// <param name="write">What is written.</param>
    /// <param name="cancel">Ends the waiting, at once also when the database does not answer. The write may come to its end all the same.</param>
    public Task<T> WriteAsync<T>(Func<StoreConnection, T> write, CancellationToken cancel = default) => _writer.WriteAsync(write).WaitAsync(cancel);

    /// <summary>A write of a kind that comes often: those that wait are applied together.</summary>
    public Task<TResult> WriteAsync<TItem, TResult>(BulkWrite<TItem, TResult> kind, TItem item, CancellationToken cancel = default) => _writer.WriteAsync(kind, item).WaitAsync(cancel);

    public void Defer(DeferredWrite write) => _deferring.Defer(write);

    public Task FlushAsync() => _deferring.FlushAsync();

    public Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel) => _readers.ReadAsync(read, cancel);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        if (_deferring != _writer)
        {
            await _deferring.DisposeAsync();
        }

        _readers.Dispose();
        (_source as IDisposable)?.Dispose();
    }

    private static StoreConnection Open(IStoreSource source, StoreSchema schema, Action<StoreConnection>? prepare)
    {
        StoreConnection? connection = null;
        try
        {
            connection = source.OpenWriter();
            source.Migrate(connection, schema);
            prepare?.Invoke(connection);
            return connection;
        }
        catch
        {
            connection?.Dispose();
            (source as IDisposable)?.Dispose();
            throw;
        }
    }
}

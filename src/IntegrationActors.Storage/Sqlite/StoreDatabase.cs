namespace IntegrationActors.Storage.Sqlite;

/// <summary>One SQLite file: a writer, readers, and a schema that is brought up to date when it opens.</summary>
internal sealed class StoreDatabase : IAsyncDisposable
{
    private readonly GroupCommitWriter _writer;
    private readonly ReadPool _readers;

    /// <summary>Opens the file, creates or migrates it, and lets <paramref name="prepare"/> put things right before anybody reads or writes.</summary>
    public StoreDatabase(string path, StoreSchema schema, IStoreEvents events, Action<StoreConnection>? prepare = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connection = StoreConnection.OpenWriter(path);
        try
        {
            schema.Migrate(connection, path);
            prepare?.Invoke(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        _readers = new ReadPool(path);
        _writer = new GroupCommitWriter(Path.GetFileName(Path.GetDirectoryName(path)!), connection, () => StoreConnection.OpenWriter(path), events);
    }

    public bool IsBehind => _writer.IsBehind;

    public Task<T> WriteAsync<T>(Func<StoreConnection, T> write) => _writer.WriteAsync(write);

    public void Defer(DeferredWrite write) => _writer.Defer(write);

    public Task FlushAsync() => _writer.FlushAsync();

    public Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel) => _readers.ReadAsync(read, cancel);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
    }
}

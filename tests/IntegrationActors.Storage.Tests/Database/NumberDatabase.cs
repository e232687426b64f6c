using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Database;

/// <summary>A writer over a file with one table of unique numbers.</summary>
internal sealed class NumberDatabase : IStoreSource, IStoreEvents, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private int _opened = 1;

    public NumberDatabase()
    {
        var first = SqliteStoreConnection.OpenWriter(Path);
        first.Execute("CREATE TABLE number (value INTEGER PRIMARY KEY)");
        Writer = new GroupCommitWriter("test", first, this, this);
    }

    public string Name => Path;

    public GroupCommitWriter Writer { get; }

    public bool CanOpen { get; set; } = true;

    public int Opened => _opened;

    public int Broken { get; private set; }

    public int Recovered { get; private set; }

    /// <summary>Length of the write-ahead log.</summary>
    public long LogBytes => new FileInfo($"{Path}-wal").Length;

    public int Refused { get; private set; }

    private string Path => _folder.File("numbers.db");

    public Task<bool> InsertAsync(int value) => Writer.WriteAsync(connection => Insert(connection, value));

    public static bool Insert(StoreConnection connection, int value)
    {
        using var insert = connection.Prepare("INSERT INTO number (value) VALUES (?1)");
        return insert.Bind(1, value).Run() == 1;
    }

    public long Count()
    {
        using var reader = SqliteStoreConnection.OpenReader(Path);
        return reader.Number("SELECT count(*) FROM number");
    }

    public bool Has(int value)
    {
        using var reader = SqliteStoreConnection.OpenReader(Path);
        return reader.Number($"SELECT count(*) FROM number WHERE value = {value}") == 1;
    }

    public void WriterBroken(Exception cause) => Broken++;

    public void WriterRecovered() => Recovered++;

    public void WriteRefused(int count, Exception cause) => Refused += count;

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        _folder.Dispose();
    }

    public void Migrate(StoreConnection connection, StoreSchema schema)
    {
    }

    public StoreConnection OpenReader() => SqliteStoreConnection.OpenReader(Path);

    public StoreConnection OpenWriter()
    {
        if (!CanOpen)
        {
            throw new IOException("No space left on device");
        }

        Interlocked.Increment(ref _opened);
        return SqliteStoreConnection.OpenWriter(Path);
    }
}

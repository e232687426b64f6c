using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>A store in one file. The file says in <c>user_version</c> which scripts of its schema it has.</summary>
internal sealed class SqliteFile(string path) : IStoreSource
{
    private bool _mustCheck;

    public string Name => path;

    public void Migrate(StoreConnection connection, StoreSchema schema)
    {
        if (_mustCheck)
        {
            SqliteCheck.Run(connection, path);
            _mustCheck = false;
        }

        new SqliteMigration(connection, schema, path).Run();
    }

    public StoreConnection OpenWriter()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _mustCheck |= SqliteCheck.IsNeeded(path);
        return SqliteStoreConnection.OpenWriter(path);
    }

    public StoreConnection OpenReader() => SqliteStoreConnection.OpenReader(path);

    public void CopyTo(string file) => SqliteCopy.Take(path, file);
}

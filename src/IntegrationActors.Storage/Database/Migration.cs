namespace IntegrationActors.Storage.Database;

/// <summary>Brings a store up to date, a transaction per script. The version is looked up again under the lock: of two nodes that start at once, one migrates.</summary>
internal abstract class Migration(StoreConnection connection, StoreSchema schema, string store)
{
    protected StoreConnection Connection => connection;

    protected StoreSchema Schema => schema;

    public void Run()
    {
        if (Read().Version == schema.Version)
        {
            return;
        }

        while (RunNext())
        {
        }
    }

    /// <summary>Keeps others from migrating the same store until the transaction ends.</summary>
    protected abstract void Lock();

    /// <summary>What the store says; nothing at all is version 0.</summary>
    protected abstract StoreVersion Read();

    protected abstract void Write(StoreVersion version);

    protected abstract string Text(StoreScript script);

    private bool RunNext()
    {
        connection.Begin();
        try
        {
            Lock();
            var found = Read();
            schema.CheckVersion(found, store);
            var isOld = found.Version < schema.Version;
            if (isOld)
            {
                connection.Execute(Text(schema.Script(found.Version)));
                Write(new StoreVersion(found.Version + 1, schema.Oldest(found.Version + 1)));
            }

            connection.Commit();
            return isOld;
        }
        catch (Exception e) when (!connection.IsFatal(e))
        {
            connection.Rollback();
            throw;
        }
    }
}

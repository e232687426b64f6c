namespace IntegrationActors.Storage.Database;

/// <summary>
/// The schema of a kind of store as a list of scripts, numbered from 1; a script that was released is never changed. The store says which ones it has.
/// There is no way back: a store that is newer than the program is refused.
/// </summary>
internal sealed class StoreSchema(string name, IReadOnlyList<string> migrations)
{
    public int Version => migrations.Count;

    /// <summary>The script that leads from a version to the next.</summary>
    public string Script(int version) => migrations[version];

    /// <summary>Refuses a store that a newer program has changed.</summary>
    /// <exception cref="StoreVersionException">The store is newer than this program.</exception>
    public void CheckVersion(int version, string store)
    {
        if (version > Version)
        {
            throw new StoreVersionException(
                $"{store} has version {version} of the {name} schema, this program knows version {Version}. Start a newer program, or restore the backup that was made before the upgrade.");
        }
    }
}

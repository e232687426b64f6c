namespace IntegrationActors.Storage.Database;

/// <summary>
/// The schema of a kind of store as a list of scripts, numbered from 1; a script that was released is never changed. The store says which ones it has.
/// There is no way back: a store that a newer program has changed is used by this one only as long as every newer script merely added to it.
/// </summary>
internal sealed class StoreSchema(string name, IReadOnlyList<StoreScript> migrations)
{
    public string Name => name;

    public int Version => migrations.Count;

    /// <summary>The script that leads from a version to the next.</summary>
    public StoreScript Script(int version) => migrations[version];

    /// <summary>The version that a program must know to use a store of this version: that of the last script that took something away.</summary>
    public int Oldest(int version)
    {
        while (version > 0 && migrations[version - 1].Kind == ScriptKind.Expand)
        {
            version--;
        }

        return version;
    }

    /// <summary>Refuses a store that a newer program has changed so that this one can't use it.</summary>
    /// <exception cref="StoreVersionException">The store is newer than this program.</exception>
    public void CheckVersion(StoreVersion found, string store)
    {
        if (found.Version > Version && found.Oldest > Version)
        {
            throw new StoreVersionException(
                $"{store} has version {found.Version} of the {name} schema, this program knows version {Version}. Start a newer program, or restore the backup that was made before the upgrade.");
        }
    }
}

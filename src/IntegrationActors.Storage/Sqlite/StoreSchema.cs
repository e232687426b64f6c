using System.Globalization;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>
/// The schema of a kind of store as a list of scripts, numbered from 1; a script that was released is never changed. The file says in <c>user_version</c>
/// which ones it has. There is no way back: a file that is newer than the program is refused.
/// </summary>
internal sealed class StoreSchema(string name, IReadOnlyList<string> migrations)
{
    public int Version => migrations.Count;

    /// <summary>Brings the file up to date, each script in a transaction of its own together with its number.</summary>
    /// <exception cref="StoreVersionException">The file is newer than this program.</exception>
    public void Migrate(StoreConnection connection, string path)
    {
        var version = (int)connection.Number("PRAGMA user_version");
        if (version > Version)
        {
            throw new StoreVersionException(
                $"{path} has version {version} of the {name} schema, this program knows version {Version}. Start a newer program, or restore the backup that was made before the upgrade.");
        }

        for (; version < Version; version++)
        {
            var number = (version + 1).ToString(CultureInfo.InvariantCulture);
            connection.Execute($"BEGIN IMMEDIATE;\n{migrations[version]}\nPRAGMA user_version = {number};\nCOMMIT;");
        }
    }
}

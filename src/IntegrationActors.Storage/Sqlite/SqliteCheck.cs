using IntegrationActors.Storage.Database;
using Microsoft.Data.Sqlite;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>
/// Looks for damage in a file that was not closed in order: disks lie about syncs, and memory flips bits. It takes 1.4 s for a gigabyte, so larger files are not looked through:
/// there, damage is found when somebody comes across it. Values that are content of the tenant can't change unseen at all, they are authenticated.
/// </summary>
internal static class SqliteCheck
{
    private const long LargestBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Whether the last program that used the file died, so that its write-ahead log is still there.</summary>
    public static bool IsNeeded(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 } && new FileInfo(path) is { Exists: true, Length: <= LargestBytes };

    /// <summary>Looks through the whole file.</summary>
    /// <exception cref="StoreDamagedException">The file is damaged.</exception>
    public static void Run(StoreConnection connection, string path)
    {
        try
        {
            using var check = connection.Prepare("PRAGMA quick_check(1)");
            if (!check.Step() || !string.Equals(check.Text(0), "ok", StringComparison.Ordinal))
            {
                throw Damaged(path, check.Text(0), cause: null);
            }
        }
        catch (SqliteException e)
        {
            throw Damaged(path, e.Message, e);
        }
    }

    private static StoreDamagedException Damaged(string path, string finding, Exception? cause) =>
        new($"{path} is damaged: {finding}. Keep the file for examination, restore the tenant from its last backup, and have the disk and the memory of this machine checked.", cause);
}

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>The files of a store as a kill leaves them: taken while the store is open and nothing is written. Copies of it are damaged and opened.</summary>
internal sealed class StoreSnapshot : IDisposable
{
    public const int PageSize = 4096;

    private readonly TempFolder _taken = new();

    public StoreSnapshot(string folder) => Copy(folder, _taken.Path);

    /// <summary>A copy in a folder of its own.</summary>
    public TempFolder Copy()
    {
        var copy = new TempFolder();
        Copy(_taken.Path, copy.Path);
        return copy;
    }

    public static string Database(TempFolder copy) => copy.File(Path.Combine("tenants", "acme", "store.db"));

    public static string WriteAheadLog(TempFolder copy) => $"{Database(copy)}-wal";

    public static void Flip(string file, long bit)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = bit / 8;
        var changed = (byte)(stream.ReadByte() ^ (1 << (int)(bit % 8)));
        stream.Position = bit / 8;
        stream.WriteByte(changed);
    }

    public static void Erase(string file, int page)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.Position = (long)page * PageSize;
        stream.Write(new byte[PageSize]);
    }

    public static void Truncate(string file, long bytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.SetLength(stream.Length - bytes);
    }

    public void Dispose() => _taken.Dispose();

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            // This process has it locked; without one the store makes a new one.
            if (file.EndsWith(".ledger", StringComparison.Ordinal))
            {
                continue;
            }

            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var written = File.Create(target);
            source.CopyTo(written);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(target, File.GetUnixFileMode(file));
            }
        }
    }
}

namespace IntegrationActors.Core.Messages;

/// <summary>Where large bodies go, and the limits that keep memory bounded.</summary>
public sealed class PayloadSpool
{
    private static readonly FileStreamOptions SpoolFile = new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read | FileShare.Delete,
        BufferSize = 64 * 1024,
    };

    public PayloadSpool(string directory)
    {
        Directory = directory;
        if (!OperatingSystem.IsWindows())
        {
            SpoolFile.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
    }

    /// <summary>Folder of the spool files. Files in it belong to running exchanges: what is left there at start is of no use.</summary>
    public string Directory { get; }

    /// <summary>Bodies up to this many bytes stay in memory. Default 1 MiB.</summary>
    public int MemoryLimit { get; init; } = 1024 * 1024;

    /// <summary>Bodies up to this many bytes can be read as text, JSON or XML as a whole. Default 64 MiB.</summary>
    public long ViewLimit { get; init; } = 64L * 1024 * 1024;

    /// <summary>Creates the folder, or empties it of what a killed process left.</summary>
    public void Prepare()
    {
        System.IO.Directory.CreateDirectory(Directory);
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory, "*.spool"))
        {
            File.Delete(file);
        }
    }

    internal FileStream Create() => new(Path.Combine(Directory, $"{Guid.NewGuid():N}.spool"), SpoolFile);
}

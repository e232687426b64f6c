using IntegrationActors.Core.Messages.Content;

namespace IntegrationActors.Core.Messages;

/// <summary>Where large bodies go, and the limits that keep memory bounded.</summary>
/// <param name="directory">Folder of the spool files.</param>
public sealed class PayloadSpool(string directory)
{
    /// <summary>Folder of the spool files, whose names are taken away as soon as they are made: what is found there at start is of no use.</summary>
    public string Directory { get; } = directory;

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

    internal SpoolFile Create() => new(Path.Combine(Directory, $"{Guid.NewGuid():N}.spool"));
}

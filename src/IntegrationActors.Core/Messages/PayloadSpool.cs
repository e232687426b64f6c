using IntegrationActors.Core.Exchanges;
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

    /// <summary>A body has more bytes than <see cref="ViewLimit"/>.</summary>
    /// <param name="length">How many it has.</param>
    /// <param name="use">What can't be done with it: <c>read as a whole</c>.</param>
    /// <param name="otherwise">What can be done instead, besides a higher limit.</param>
    public Fault TooLarge(long? length, string use, string otherwise) => new(
        "IA3010",
        $"The body of {length} bytes is too large to be {use}; the limit is {ViewLimit} bytes.",
        $"{otherwise}, or raise integration-actors.payload.view-limit.");

    internal SpoolFile Create() => new(Path.Combine(Directory, $"{Guid.NewGuid():N}.spool"));
}

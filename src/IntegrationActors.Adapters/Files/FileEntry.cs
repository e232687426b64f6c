namespace IntegrationActors.Adapters.Files;

/// <summary>A file or folder of a server or a disk, as it was when it was looked at.</summary>
/// <param name="Path">Its whole path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it was written last, to the second.</param>
public sealed record FileEntry(string Path, long Size, DateTimeOffset Modified)
{
    public bool IsFolder { get; init; }

    /// <summary>Neither folder, link nor device.</summary>
    public bool IsRegular { get; init; }

    /// <summary>Permissions as three octal digits.</summary>
    public string Permissions { get; init; } = "";

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path.LastIndexOf('/') is > 0 and var i ? Path[..i] : "/";

    public bool IsSameAs(FileEntry other) => Size == other.Size && Modified == other.Modified;
}

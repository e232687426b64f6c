namespace IntegrationActors.Definitions.Bundles;

/// <summary>Reads a bundle from a folder on disk.</summary>
internal static class BundleFolder
{
    private static readonly EnumerationOptions Visible = new()
    {
        // A link could lead out of the folder; what begins with a dot (.git) is the author's own.
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = false,
    };

    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(string root)
    {
        var files = new BundleFiles(root);
        if (!Directory.Exists(root))
        {
            throw files.Refuse(BundleCodes.Unreadable, "there is no such folder");
        }

        Read(new DirectoryInfo(root), "", files);
        return files.ToDictionary();
    }

    private static void Read(DirectoryInfo folder, string prefix, BundleFiles files)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Visible).Where(e => !e.Name.StartsWith('.')))
        {
            var path = prefix + entry.Name;
            switch (entry)
            {
                case DirectoryInfo child:
                    Read(child, path + "/", files);
                    break;
                case FileInfo file when file.Length > files.Room:
                    throw files.TooLarge();
                default:
                    files.Add(path, File.ReadAllBytes(entry.FullName));
                    break;
            }
        }
    }
}

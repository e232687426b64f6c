namespace IntegrationActors.Cli.Local;

/// <summary>Finds files that a user names by their folder.</summary>
internal static class LocalFiles
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Files below a folder, in order, named as the user would; what begins with a dot (.git) is left out.</summary>
    public static IReadOnlyList<string> Below(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(folder, pattern, Everywhere)
            .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
            .Select(f => folder is "." ? Path.GetRelativePath(folder, f) : f)
            .Order(StringComparer.Ordinal),
    ];
}

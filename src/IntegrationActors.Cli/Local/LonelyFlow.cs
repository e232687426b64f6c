using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Cli.Local;

/// <summary>Advice to whoever names a flow file alone though it needs the files beside it.</summary>
internal static class LonelyFlow
{
    /// <summary>The advice.</summary>
    /// <param name="path">What was named on the command line.</param>
    /// <param name="findings">Findings about it, as lines.</param>
    /// <returns>Null when there is none to give.</returns>
    public static string? Advice(string path, IEnumerable<string> findings)
    {
        var isAlone = File.Exists(path) && !string.Equals(Path.GetExtension(path), ".zip", StringComparison.OrdinalIgnoreCase);
        return isAlone && findings.Any(f => f.Contains(ReferenceCodes.UnknownResource, StringComparison.Ordinal))
            ? $"'{path}' was read alone; with the files beside it: {Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.GetDirectoryName(Path.GetFullPath(path))!)}{Path.DirectorySeparatorChar}"
            : null;
    }
}

using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Files;

/// <summary>Checks paths that messages computed, before anything is read or written.</summary>
public static class FilePaths
{
    private const int LongestPath = 4096;

    /// <summary>Refuses what is no path, or leads out of the folder.</summary>
    /// <exception cref="FaultException">IA3812.</exception>
    public static void Check(string path, bool forbidsParents)
    {
        if (path.Length > LongestPath)
        {
            throw FileFaults.Path(path, "is longer than 4,096 characters");
        }

        if (path.Any(char.IsControl))
        {
            throw FileFaults.Path(new string([.. path.Select(c => char.IsControl(c) ? '?' : c)]), "has a control character");
        }

        if (forbidsParents && path.Split('/', '\\').Contains("..", StringComparer.Ordinal))
        {
            throw FileFaults.Path(path, "leads out of its folder by '..'");
        }
    }
}

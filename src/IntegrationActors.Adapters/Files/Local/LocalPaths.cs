using IntegrationActors.Core.Exchanges;
using Microsoft.Win32.SafeHandles;

namespace IntegrationActors.Adapters.Files.Local;

/// <summary>
/// Keeps paths inside of a folder: <c>/in/a.csv</c> is <c>in/a.csv</c> below it. No part may be <c>..</c> or a link, wherever that leads; what was opened is looked at once more, because somebody may have put a link there
/// meanwhile.
/// </summary>
/// <param name="root">The folder, without links.</param>
internal sealed class LocalPaths(string root)
{
    private const string OverLink = "IA3931";
    private const string OpenFiles = "/proc/self/fd";

    /// <summary>The path on the disk.</summary>
    /// <exception cref="FaultException">IA3812, IA3931.</exception>
    public string Map(string path)
    {
        FilePaths.Check(path, forbidsParents: true);
        var real = root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "." || part.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw FileFaults.Path(path, "has a part that is no name");
            }

            real = Path.Combine(real, part);
            if (IsLink(real))
            {
                throw Linked(path);
            }
        }

        return real;
    }

    /// <summary>Whether a path on the disk is a link, also one that leads nowhere.</summary>
    public static bool IsLink(string real) => new FileInfo(real).LinkTarget is not null;

    /// <summary>Refuses a file that was opened outside of the folder.</summary>
    /// <exception cref="FaultException">IA3931.</exception>
    public void Verify(SafeFileHandle handle, string path)
    {
        if (OperatingSystem.IsLinux() && new FileInfo($"{OpenFiles}/{handle.DangerousGetHandle()}").LinkTarget is { } opened && !opened.StartsWith($"{root.TrimEnd('/')}/", StringComparison.Ordinal))
        {
            throw Linked(path);
        }
    }

    private static FaultException Linked(string path) => new(
        OverLink, $"'{Fault.Cut(path)}' leads over a link.", "Links are not followed, so that nobody gets out of the folder that the node allows; put the file or folder itself there.");
}

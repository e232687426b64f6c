using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Local;

/// <summary>Reads what a user names on the command line as a bundle: a flow file, a folder or a zip.</summary>
internal static class LocalBundle
{
    /// <summary>Reads the whole bundle into memory.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">The bundle breaks a limit or holds no flow.</exception>
    public static Bundle Read(string path)
    {
        if (Directory.Exists(path))
        {
            return Bundle.FromFolder(path);
        }

        if (!File.Exists(path))
        {
            throw CliException.Usage($"there is no file or folder '{path}'");
        }

        if (!string.Equals(Path.GetExtension(path), ".zip", StringComparison.OrdinalIgnoreCase))
        {
            return Bundle.FromFlow(path, File.ReadAllText(path));
        }

        using var zip = File.OpenRead(path);
        return Bundle.FromZip(zip);
    }
}

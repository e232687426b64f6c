using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Dev;

/// <summary>Finds the bundles that a user develops: a flow file alone, a folder with flows, or the folders below it.</summary>
internal static class DevBundles
{
    /// <summary>Folders of bundles, in order.</summary>
    public static IReadOnlyList<string> Folders(string folder) => IsBundle(folder)
        ? [folder]
        : [.. Directory.EnumerateDirectories(folder).Where(d => !Path.GetFileName(d).StartsWith('.')).Order(StringComparer.Ordinal).SelectMany(Folders)];

    /// <summary>The flows as they are on disk now; those of a bundle that can't be read are left out.</summary>
    /// <param name="path">A flow file or a folder.</param>
    /// <param name="refused">Told what is wrong with a bundle as a whole.</param>
    public static IReadOnlyList<DevSource> Read(string path, Action<Diagnostic> refused)
    {
        var isFile = File.Exists(path);
        var folders = isFile ? [Path.GetDirectoryName(Path.GetFullPath(path))!] : Folders(path);
        var sources = new List<DevSource>();
        foreach (var folder in folders)
        {
            try
            {
                var bundle = Bundle.FromFolder(folder);
                sources.AddRange(bundle.FlowFiles.Where(f => !isFile || f == Path.GetFileName(path)).Select(f => new DevSource(folder, f, bundle)));
            }
            catch (DiagnosticException e)
            {
                e.Diagnostics.ToList().ForEach(refused);
            }
        }

        return sources;
    }

    private static bool IsBundle(string folder) =>
        File.Exists(Path.Combine(folder, Bundle.ManifestFile)) || Directory.EnumerateFiles(folder, "*" + Bundle.FlowExtension).Any();
}

using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Dev;

/// <summary>A flow file on disk with its bundle, as it was read.</summary>
/// <param name="Folder">Folder of the bundle.</param>
/// <param name="File">Path of the flow file in it.</param>
/// <param name="Bundle">All files.</param>
internal sealed record DevSource(string Folder, string File, Bundle Bundle)
{
    /// <summary>Where the flow stands on disk.</summary>
    public string FullPath => Path.Combine(Folder, File);

    /// <summary>Changes when the flow does, or a file that it may refer to.</summary>
    public string Stamp { get; } = StampOf(File, Bundle);

    private static string StampOf(string file, Bundle bundle)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in bundle.Files.Where(f => f.Key == file || !IsOthers(f.Key)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + "\n"));
            hash.AppendData(SHA256.HashData(content.Span));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static bool IsOthers(string path) =>
        path.EndsWith(Bundle.FlowExtension, StringComparison.Ordinal) || path.EndsWith(FlowTestReader.Extension, StringComparison.Ordinal);
}

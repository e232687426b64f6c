using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Bundles;

namespace IntegrationActors.Definitions;

/// <summary>
/// The unit of deployment, versioning and rollback: one or more <c>*.flow.yaml</c> with their resources and an optional <c>bundle.yaml</c>. Immutable; held in memory, never unpacked to disk.
/// </summary>
public sealed class Bundle
{
    /// <summary>Ending of the names of flow files.</summary>
    public const string FlowExtension = ".flow.yaml";

    /// <summary>File with identity and version of the bundle.</summary>
    public const string ManifestFile = "bundle.yaml";

    internal Bundle(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        Files = files;
        FlowFiles = [.. files.Keys.Where(p => p.EndsWith(FlowExtension, StringComparison.Ordinal))];
        if (FlowFiles.Count == 0)
        {
            throw new DiagnosticException(Diagnostic.Error(BundleCodes.NoFlow, new SourceSpan(name, 0, 0), $"there is no flow in it; a flow is a file that ends in {FlowExtension}"));
        }

        var manifest = BundleManifest.Read(files);
        Id = manifest.Id ?? Path.GetFileName(FlowFiles[0])[..^FlowExtension.Length];
        Version = manifest.Version;
        Hash = BundleHash.Of(files);
    }

    /// <summary>Identity from <c>bundle.yaml</c>; without that file the name of the first flow file.</summary>
    public string Id { get; }

    /// <summary>Semantic version from <c>bundle.yaml</c>; without that file <c>0.0.0</c>.</summary>
    public string Version { get; }

    /// <summary>SHA-256 of paths and contents, in hexadecimal: the same files give the same hash, however they were packed.</summary>
    public string Hash { get; }

    /// <summary>Contents by path; paths are relative, with forward slashes, in ordinal order.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; }

    /// <summary>Paths of the flow files, in ordinal order.</summary>
    public IReadOnlyList<string> FlowFiles { get; }

    /// <summary>A bundle of one flow without resources.</summary>
    /// <param name="fileName">Name of the file; a path is cut down to its last part.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="DiagnosticException">The name does not end in <c>.flow.yaml</c>, or the file is too large.</exception>
    public static Bundle FromFlow(string fileName, string text)
    {
        var name = Path.GetFileName(fileName);
        var files = new BundleFiles(name);
        files.Add(name, Encoding.UTF8.GetBytes(text));
        return new Bundle(name, files.ToDictionary());
    }

    /// <summary>Reads a zip. The stream is read to its end and stays open.</summary>
    /// <exception cref="DiagnosticException">The zip is broken or breaks a limit: 64 MB, 5,000 files, no absolute path, no <c>..</c>, no path twice.</exception>
    public static Bundle FromZip(Stream zip) => new("bundle.zip", BundleZip.Read(zip));

    /// <summary>Reads a folder with all below it, except what begins with a dot and symbolic links.</summary>
    /// <exception cref="DiagnosticException">The folder does not exist or breaks a limit of <see cref="FromZip"/>.</exception>
    public static Bundle FromFolder(string path) => new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), BundleFolder.Read(path));

    /// <summary>A flow file as text, for reading.</summary>
    /// <exception cref="DiagnosticException">IA1403: the bundle has no such file.</exception>
    public FlowSource Flow(string file) => Files.TryGetValue(file, out var content)
        ? new FlowSource(file, Encoding.UTF8.GetString(content.Span))
        : throw new DiagnosticException(Diagnostic.Error(BundleCodes.NoFlow, new SourceSpan(file, 0, 0), $"the bundle has no such flow{Suggestion.DidYouMean(file, FlowFiles)}"));

    /// <summary>Content of a file that a flow refers to.</summary>
    /// <exception cref="DiagnosticException">IA1201: the bundle has no file of this path.</exception>
    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => Files.TryGetValue(reference.Path, out var content)
        ? content
        : throw new DiagnosticException(Diagnostic.Error(
            ReferenceCodes.UnknownResource, reference.Span, $"the bundle has no file '{reference.Path}'{Suggestion.DidYouMean(reference.Path, Files.Keys)}"));

    /// <summary>Packs the bundle; the same files give the same bytes.</summary>
    public byte[] ToZip() => BundleZip.Write(Files);
}

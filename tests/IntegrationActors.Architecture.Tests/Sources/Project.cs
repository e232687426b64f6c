using System.Xml.Linq;

namespace IntegrationActors.Architecture.Tests.Sources;

/// <summary>A project file with the sources beside it.</summary>
internal sealed class Project
{
    private readonly XDocument _file;

    public Project(string path)
    {
        _file = XDocument.Load(path, LoadOptions.SetLineInfo);
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        Sources = [.. Files(Folder).Order(StringComparer.Ordinal).Select(file => new SourceFile(this, file))];
    }

    public string Path { get; }

    /// <summary>Name of the project, also its root namespace.</summary>
    public string Name { get; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public IReadOnlyList<SourceFile> Sources { get; }

    /// <summary>Names of the projects that it refers to, with the line.</summary>
    public IEnumerable<(string Name, int Line)> ProjectReferences => References("ProjectReference").Select(r => (System.IO.Path.GetFileNameWithoutExtension(r.Include.Replace('\\', '/')), r.Line));

    /// <summary>Names of the packages that it refers to, with the line.</summary>
    public IEnumerable<(string Name, int Line)> PackageReferences => References("PackageReference");

    public string At(int line) => $"{Repository.Relative(Path)}:{line}";

    private IEnumerable<(string Include, int Line)> References(string kind) => _file.Descendants(kind)
        .Select(e => (e.Attribute("Include")!.Value, ((System.Xml.IXmlLineInfo)e).LineNumber));

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.cs")
        .Concat(Directory.EnumerateDirectories(folder).Where(d => System.IO.Path.GetFileName(d) is not ("obj" or "bin")).SelectMany(Files));
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntegrationActors.Architecture.Tests.Sources;

/// <summary>A C# file, parsed once.</summary>
internal sealed class SourceFile
{
    private readonly Lazy<CompilationUnitSyntax> _unit;

    public SourceFile(Project project, string path)
    {
        Project = project;
        FullPath = path;
        _unit = new(() => CSharpSyntaxTree.ParseText(File.ReadAllText(path), CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetCompilationUnitRoot());
    }

    public Project Project { get; }

    public string FullPath { get; }

    /// <summary>Path relative to the root of the repository.</summary>
    public string Path => Repository.Relative(FullPath);

    /// <summary>Folder inside the project as a namespace would have it; empty for the project itself.</summary>
    public string Folder => System.IO.Path.GetRelativePath(Project.Folder, System.IO.Path.GetDirectoryName(FullPath)!).Replace(System.IO.Path.DirectorySeparatorChar, '.').Trim('.');

    public CompilationUnitSyntax Unit => _unit.Value;

    public int Lines => Unit.GetText().Lines.Count - (Unit.GetText().Lines[^1].Span.IsEmpty ? 1 : 0);

    public BaseNamespaceDeclarationSyntax? Namespace => Unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();

    /// <summary>Types of the file that are in no other type.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Types =>
        [.. Unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<MemberDeclarationSyntax>().Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)];

    public IEnumerable<T> All<T>()
        where T : SyntaxNode => Unit.DescendantNodes().OfType<T>();

    /// <summary>Where something stands, as a terminal or an editor makes it clickable.</summary>
    public string At(SyntaxNode node) => At(node.SpanStart);

    public string At(SyntaxToken token) => At(token.SpanStart);

    public string At(int position) => $"{Path}:{Unit.SyntaxTree.GetLineSpan(new(position, 0)).StartLinePosition.Line + 1}";
}

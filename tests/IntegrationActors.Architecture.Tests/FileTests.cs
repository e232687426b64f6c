using IntegrationActors.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntegrationActors.Architecture.Tests;

/// <summary>Someone who has never seen the code finds a type by guessing its path.</summary>
public sealed class FileTests
{
    private static readonly string[] Unfinished = ["TODO", "FIXME", "HACK"];

    [Fact]
    public void The_namespace_is_the_path()
    {
        Offenders.AreNone(
            "A file has one file-scoped namespace: its project and its folders.",
            from file in Repository.Sources
            where file.Types.Count > 0
            let expected = file.Folder.Length == 0 ? file.Project.Name : $"{file.Project.Name}.{file.Folder}"
            where file.Namespace is not FileScopedNamespaceDeclarationSyntax scoped || scoped.Name.ToString() != expected
            select $"{(file.Namespace is null ? $"{file.Path}:1" : file.At(file.Namespace))}: write 'namespace {expected};'");
    }

    [Fact]
    public void One_type_per_file()
    {
        Offenders.AreNone(
            "One type per file. Only enums, delegates, attributes, records without a body, generic siblings, and the records of one options record may share it.",
            from file in Repository.ProductSources
            let main = MainOf(file)
            from type in file.Types
            where type != main && !MayShare(type, main!)
            select $"{file.At(type)}: {type.NameOf()} stands beside {main!.NameOf()}");
    }

    [Fact]
    public void A_file_bears_the_name_of_its_type()
    {
        Offenders.AreNone(
            "A file that holds one type bears its name.",
            from file in Repository.ProductSources
            where file.Types.Count == 1 && !file.Unit.Members.OfType<GlobalStatementSyntax>().Any()
            let name = file.Types[0].NameOf()
            where Path.GetFileNameWithoutExtension(file.FullPath).Split('.')[0] != name
            select $"{file.Path}:1: holds {name}");
    }

    [Fact]
    public void A_type_does_not_bear_the_name_of_its_namespace()
    {
        Offenders.AreNone(
            "A type and its namespace have different names: folder Splitter, class SplitterStep.",
            from file in Repository.ProductSources
            from type in file.Types
            where file.Folder.Split('.')[^1] == type.NameOf()
            select $"{file.At(type)}: {type.NameOf()}");
    }

    [Fact]
    public void Nothing_is_hidden_in_regions()
    {
        Offenders.AreNone(
            "No #region: what needs one is two types.",
            from file in Repository.Sources
            from region in file.Unit.DescendantTrivia().Where(t => t.IsKind(SyntaxKind.RegionDirectiveTrivia))
            select file.At(region.SpanStart));
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var comments = from file in Repository.Sources
                       from comment in file.Unit.DescendantTrivia().Where(IsComment)
                       where Unfinished.Any(word => comment.ToFullString().Contains(word, StringComparison.Ordinal))
                       select $"{file.At(comment.SpanStart)}: {comment.ToString().Trim()}";
        var stubs = from file in Repository.Sources
                    from name in file.All<IdentifierNameSyntax>()
                    where name.Identifier.Text == nameof(NotImplementedException) && !file.Project.Name.EndsWith("Architecture.Tests", StringComparison.Ordinal)
                    select $"{file.At(name)}: {nameof(NotImplementedException)}";

        Offenders.AreNone("What is committed is finished: no TODO, FIXME, HACK, no NotImplementedException.", comments.Concat(stubs));
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia
        or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia
        or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static MemberDeclarationSyntax? MainOf(SourceFile file) =>
        file.Types.FirstOrDefault(type => type.NameOf() == Path.GetFileNameWithoutExtension(file.FullPath)) ?? (file.Types.Count > 0 ? file.Types[0] : null);

    private static bool MayShare(MemberDeclarationSyntax type, MemberDeclarationSyntax main) => type switch
    {
        EnumDeclarationSyntax or DelegateDeclarationSyntax => true,
        RecordDeclarationSyntax { OpenBraceToken.RawKind: 0 } => true,
        _ when type.NameOf() == main.NameOf() => true,
        RecordDeclarationSyntax => main.NameOf().EndsWith("Options", StringComparison.Ordinal),
        _ => type.NameOf().EndsWith("Attribute", StringComparison.Ordinal) && main.NameOf().EndsWith("Attribute", StringComparison.Ordinal),
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntegrationActors.Architecture.Tests.Sources;

/// <summary>Questions about syntax that several rules ask.</summary>
internal static class SyntaxExtensions
{
    public static string NameOf(this MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        EventDeclarationSyntax @event => @event.Identifier.Text,
        IndexerDeclarationSyntax => "this[]",
        OperatorDeclarationSyntax @operator => $"operator {@operator.OperatorToken.Text}",
        _ => member.Kind().ToString(),
    };

    /// <summary>Lines from the signature to the end: attributes, such as the cases of a theory, are data.</summary>
    public static int LinesOf(this MemberDeclarationSyntax member)
    {
        var lines = member.SyntaxTree.GetText().Lines;
        var signature = member.AttributeLists.Count == 0 ? member.SpanStart : member.AttributeLists[^1].GetLastToken().GetNextToken().SpanStart;
        return lines.GetLinePosition(member.Span.End).Line - lines.GetLinePosition(signature).Line + 1;
    }

    public static bool IsPublic(this MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PublicKeyword);

    /// <summary>Whether a reader of the reference finds something: a summary with text, or the words of the member that this one implements.</summary>
    public static bool HasSummary(this MemberDeclarationSyntax member) => member.GetLeadingTrivia()
        .Select(trivia => trivia.GetStructure())
        .OfType<DocumentationCommentTriviaSyntax>()
        .SelectMany(comment => comment.Content)
        .Any(node => node is XmlEmptyElementSyntax { Name.LocalName.Text: "inheritdoc" }
            || (node is XmlElementSyntax { StartTag.Name.LocalName.Text: "summary" } summary && summary.Content.ToString().Trim(' ', '/', '\r', '\n').Length > 0));
}

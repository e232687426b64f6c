using IntegrationActors.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntegrationActors.Architecture.Tests;

/// <summary>The caps of the house style: the median takes care of itself, the tail is capped.</summary>
public sealed class SizeTests
{
    private const int MaxLinesOfFile = 300;
    private const int MaxLinesOfMethod = 40;
    private const int MaxParameters = 5;
    private const int MaxNesting = 3;

    [Fact]
    public void Files_are_short()
    {
        Offenders.AreNone(
            $"A file has at most {MaxLinesOfFile} lines. Cut it along a seam of the domain, not into numbered parts.",
            Repository.Sources.Where(file => file.Lines > MaxLinesOfFile).Select(file => $"{file.Path}:1: {file.Lines} lines"));
    }

    [Fact]
    public void Methods_are_short()
    {
        Offenders.AreNone(
            $"A method has at most {MaxLinesOfMethod} lines, from its signature to its last brace. Give its stages names.",
            from file in Repository.Sources
            from method in file.All<MemberDeclarationSyntax>().Where(HasBody)
            where method.LinesOf() > MaxLinesOfMethod
            select $"{file.At(method)}: {method.NameOf()} has {method.LinesOf()} lines");
    }

    [Fact]
    public void Parameters_are_few()
    {
        Offenders.AreNone(
            $"A method has at most {MaxParameters} parameters (primary constructors of records excepted). Give those that belong together a record.",
            from file in Repository.Sources
            from list in file.All<ParameterListSyntax>()
            where list.Parameters.Count > MaxParameters && list.Parent is not RecordDeclarationSyntax && !IsOverride(list.Parent) && !IsGenerated(list.Parent)
            select $"{file.At(list)}: {list.Parameters.Count} parameters");
    }

    [Fact]
    public void Nesting_is_shallow()
    {
        Offenders.AreNone(
            $"Statements nest at most {MaxNesting} deep. Return early, or give the inner part a name.",
            from file in Repository.Sources
            from statement in file.All<StatementSyntax>().Where(Nests)
            where DepthOf(statement) == MaxNesting + 1
            select $"{file.At(statement)}: {DepthOf(statement)} deep");
    }

    private static bool HasBody(MemberDeclarationSyntax member) => member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax;

    // The body is generated from the signature, as that of a log message is: each value of the line is a parameter.
    private static bool IsGenerated(SyntaxNode? owner) => owner is MethodDeclarationSyntax { Body: null, ExpressionBody: null } method
        && method.Modifiers.Any(SyntaxKind.PartialKeyword);

    // The signature is another type's choice.
    private static bool IsOverride(SyntaxNode? owner) => owner is MethodDeclarationSyntax method
        && (method.Modifiers.Any(SyntaxKind.OverrideKeyword) || method.ExplicitInterfaceSpecifier is not null || method.Modifiers.Any(SyntaxKind.ExternKeyword));

    private static bool Nests(SyntaxNode node) => node is IfStatementSyntax { Parent: not ElseClauseSyntax }
        or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
        or SwitchStatementSyntax or TryStatementSyntax or LockStatementSyntax or FixedStatementSyntax
        or UsingStatementSyntax { Statement: not UsingStatementSyntax };

    private static int DepthOf(SyntaxNode statement) => statement.AncestorsAndSelf()
        .TakeWhile(node => node is not (MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Count(Nests);
}

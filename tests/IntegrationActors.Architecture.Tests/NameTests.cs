using IntegrationActors.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntegrationActors.Architecture.Tests;

/// <summary>The field's words, one word per idea.</summary>
public sealed class NameTests
{
    private static readonly string[] SaysNothing = ["Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Manager", "Common"];

    [Fact]
    public void Types_have_names_that_say_something()
    {
        Offenders.AreNone(
            $"No type is named ...{string.Join(", ...", SaysNothing)}: name what it knows or does.",
            from file in Repository.Sources
            from type in file.All<BaseTypeDeclarationSyntax>()
            where SaysNothing.Any(word => type.Identifier.Text.EndsWith(word, StringComparison.Ordinal))
            select $"{file.At(type)}: {type.Identifier.Text}");
    }

    [Fact]
    public void Folders_have_names_that_say_something()
    {
        Offenders.AreNone(
            $"No folder is named {string.Join(", ", SaysNothing)}: name what its types are about.",
            Repository.Sources
                .Where(file => file.Folder.Split('.').Any(SaysNothing.Contains))
                .Select(file => $"{file.Path}:1"));
    }

    [Fact]
    public void Tests_are_sentences()
    {
        Offenders.AreNone(
            "A test method is a sentence in words with underscores between them: Keeps_the_order_of_parts.",
            from file in Repository.TestSources
            from method in file.All<MethodDeclarationSyntax>()
            where IsTest(method) && !method.Identifier.Text.Contains('_')
            select $"{file.At(method)}: {method.Identifier.Text}");
    }

    private static bool IsTest(MethodDeclarationSyntax method) => method.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory" or "Property");
}

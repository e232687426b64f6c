using IntegrationActors.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntegrationActors.Architecture.Tests;

/// <summary>What is dangerous with content from outside stands in files that were looked at with that in mind.</summary>
public sealed class SafetyTests
{
    private const string SafeXml = "src/IntegrationActors.Core/Messages/SafeXml.cs";

    private static readonly Dictionary<string, string[]> AllowedIn = new()
    {
        ["XslCompiledTransform"] = ["src/IntegrationActors.Steps/Stylesheets/Stylesheet.cs"],
        ["XmlReader.Create"] = [SafeXml, "src/IntegrationActors.Formats/XmlValidation/XmlSchemaValidator.cs"],
        ["XmlDocument"] = // The others make elements, and read nothing.
        [
            "src/IntegrationActors.Security/XmlSignatures/SignatureDocument.cs", "src/IntegrationActors.Security/XmlSignatures/KeyInfos.cs", "src/IntegrationActors.Security/XmlSignatures/Xades.cs",
            "src/IntegrationActors.Security/XmlSignatures/XmlSurroundings.cs",
        ],
        ["XmlTextReader"] = [],
        ["XmlSerializer"] = [],
        ["DtdProcessing"] = [SafeXml],
        ["XmlUrlResolver"] = [],
    };

    [Fact]
    public void XML_from_outside_is_read_in_one_way()
    {
        Offenders.AreNone(
            "XML is read with SafeXml or Payload.AsXml: no DTD, no external access, bounded depth. A further place needs an entry in SafetyTests.AllowedIn.",
            from file in Repository.ProductSources
            from rule in AllowedIn
            where !rule.Value.Contains(file.Path)
            from use in file.All<ExpressionSyntax>().Where(node => IsUse(node, rule.Key))
            select $"{file.At(use)}: {rule.Key}");
    }

    private static bool IsUse(ExpressionSyntax node, string what) => what.Contains('.')
        ? node is MemberAccessExpressionSyntax && node.ToString() == what
        : node is IdentifierNameSyntax && node.ToString() == what;
}

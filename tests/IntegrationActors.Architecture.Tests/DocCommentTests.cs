using IntegrationActors.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntegrationActors.Architecture.Tests;

/// <summary>Doc comments are required where a user or an author of an adapter reads them: reference pages, editors and <c>ia explain</c> show them.</summary>
public sealed class DocCommentTests
{
    [Fact]
    public void Options_records_say_what_they_are_for()
    {
        Offenders.AreNone(
            "An options record has a summary: the first words of its reference page.",
            from options in OptionsRecords()
            where !options.Record.HasSummary()
            select $"{options.File.At(options.Record)}: {options.Record.Identifier.Text}");
    }

    [Fact]
    public void Options_say_what_they_mean()
    {
        Offenders.AreNone(
            "Each option has a summary: meaning, unit, default, allowed range, errors.",
            from options in OptionsRecords()
            from property in options.Record.Members.OfType<PropertyDeclarationSyntax>()
            where property.IsPublic() && !property.HasSummary()
            select $"{options.File.At(property)}: {options.Record.Identifier.Text}.{property.Identifier.Text}");
    }

    [Fact]
    public void Contracts_of_Core_say_when_they_are_called()
    {
        Offenders.AreNone(
            "Each member of a contract in Core has a summary: authors of steps and adapters read nothing else.",
            from file in Repository.ProductSources
            where file.Project.Name == "IntegrationActors.Core"
            from contract in file.All<InterfaceDeclarationSyntax>()
            where contract.IsPublic()
            from member in contract.Members.Cast<MemberDeclarationSyntax>().Prepend(contract)
            where !member.HasSummary() && !IsOnlyMemberOfDescribed(contract, member)
            select $"{file.At(member)}: {contract.Identifier.Text}.{member.NameOf()}");
    }

    [Fact]
    public void Components_come_with_examples()
    {
        Offenders.AreNone(
            "A step or channel has at least two [Example]s; the reference shows them and a test lints them.",
            from options in OptionsRecords()
            let attributes = options.Record.AttributeLists.SelectMany(list => list.Attributes).Select(a => a.Name.ToString()).ToArray()
            where attributes.Any(name => name is "Step" or "SenderChannel" or "ReceiverChannel") && attributes.Count(name => name == "Example") < 2
            select $"{options.File.At(options.Record)}: {options.Record.Identifier.Text}");
    }

    // The summary of a contract with one member describes that member.
    private static bool IsOnlyMemberOfDescribed(InterfaceDeclarationSyntax contract, MemberDeclarationSyntax member) =>
        member != contract && contract.Members.Count == 1 && contract.HasSummary();

    private static IEnumerable<(SourceFile File, RecordDeclarationSyntax Record)> OptionsRecords() =>
        from file in Repository.ProductSources
        from record in file.All<RecordDeclarationSyntax>()
        where record.Identifier.Text.EndsWith("Options", StringComparison.Ordinal) && record.Modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword)
        select (file, record);
}

using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Edi.Grammars;

namespace IntegrationActors.Steps.Edi;

/// <summary>Grammars of the bundle.</summary>
internal static class EdiGrammars
{
    /// <summary>Reads them, with what they include.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">A file is missing, or no grammar.</exception>
    public static IReadOnlyList<EdiGrammar> Load(IReadOnlyList<ResourceReference> files, IFlowContext context) =>
        [.. files.Select(file => EdiGrammar.Read(file.Path, path => context.Resource(new ResourceReference(path, file.Span))))];
}

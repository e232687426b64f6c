using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Yaml;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>Reads the file of a grammar.</summary>
internal static class GrammarFile
{
    public const string Mistake = "IA1322";

    /// <summary>The root of a file.</summary>
    /// <exception cref="DiagnosticException">IA1322: it is no YAML.</exception>
    public static OptionNode Read(string file, ReadOnlyMemory<byte> bytes) => YamlFile.Read(file, bytes, Mistake);

    public static DiagnosticException Wrong(SourceSpan span, string message) => new(Diagnostic.Error(Mistake, span, message));
}

using System.Collections.Frozen;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Formats.Validation;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>The structure of one type of message: its groups and segments, their elements and what they may hold. Immutable.</summary>
public sealed class EdiGrammar
{
    internal EdiGrammar(string file, EdiStandard standard, EdiMessageName message, IReadOnlyList<EdiStructureItem> structure, FrozenDictionary<string, EdiSegmentDefinition> segments)
    {
        (File, Standard, Message, Structure) = (file, standard, message, new EdiStructureItem("", new EdiUse(1, 1), structure));
        Segments = segments;
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>The standard that it belongs to.</summary>
    public EdiStandard Standard { get; }

    internal EdiMessageName Message { get; }

    internal EdiStructureItem Structure { get; }

    internal FrozenDictionary<string, EdiSegmentDefinition> Segments { get; }

    /// <summary>Reads a grammar: YAML or JSON, described in <c>docs/edi.md</c>.</summary>
    /// <param name="path">The file of the bundle.</param>
    /// <param name="load">Gives the file and what it includes.</param>
    /// <exception cref="DiagnosticException">IA1322: it is no grammar; each finding has its place.</exception>
    public static EdiGrammar Read(string path, SchemaLoader load) => new EdiGrammarReader(load).Read(path);

    /// <summary>Whether it describes the message that an envelope names.</summary>
    internal bool Describes(EdiEnvelope envelope) => Standard == envelope.Standard && Message.Fits(envelope);

    /// <summary>What elements a segment has; null when the grammar doesn't know it.</summary>
    internal EdiSegmentDefinition? Segment(string tag) => Segments.GetValueOrDefault(tag);
}

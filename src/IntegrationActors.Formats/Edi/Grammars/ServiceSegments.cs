using System.Collections.Frozen;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>The segments of envelopes: built in, as data that has the form of a grammar.</summary>
internal static class ServiceSegments
{
    private static readonly FrozenDictionary<string, EdiSegmentDefinition> Edifact = Load("edifact-service.yaml");

    private static readonly FrozenDictionary<string, EdiSegmentDefinition> X12 = Load("x12-service.yaml");

    /// <summary>ISA before there was a repetition separator: its eleventh element is another one.</summary>
    private static readonly EdiSegmentDefinition OlderIsa = Load("x12-service-00401.yaml")["ISA"];

    /// <summary>The elements of a segment; null when it is no service segment.</summary>
    public static EdiSegmentDefinition? Find(EdiStandard standard, string tag) => (standard == EdiStandard.Edifact ? Edifact : X12).GetValueOrDefault(tag);

    /// <summary>The elements of ISA in a version.</summary>
    public static EdiSegmentDefinition Isa(string version) => IsaSegment.HasRepetitions(version) ? X12["ISA"] : OlderIsa;

    private static FrozenDictionary<string, EdiSegmentDefinition> Load(string file) => new EdiGrammarReader(Embedded).ReadSegments(file);

    private static ReadOnlyMemory<byte> Embedded(string file)
    {
        using var stream = typeof(ServiceSegments).Assembly.GetManifestResourceStream(typeof(ServiceSegments), file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

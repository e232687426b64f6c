using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;

namespace IntegrationActors.Formats.EdiToXml;

/// <summary>How an interchange becomes XML.</summary>
public sealed record EdiToXmlOptions
{
    /// <summary>Encoding and limits.</summary>
    public EdiReadingOptions Reading { get; init; } = new();

    /// <summary>Grammars of messages: they nest groups and name elements. Default none: elements are named by their positions.</summary>
    public IReadOnlyList<EdiGrammar> Grammars { get; init; } = [];

    /// <summary>Whether messages without grammar become XML by position although there are grammars. Default false: they are refused with IA3495.</summary>
    public bool AllowUnknownMessages { get; init; }
}

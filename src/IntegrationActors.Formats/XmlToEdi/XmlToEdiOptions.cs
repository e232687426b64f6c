using System.Text;
using IntegrationActors.Formats.Edi.Grammars;

namespace IntegrationActors.Formats.XmlToEdi;

/// <summary>How XML becomes an interchange.</summary>
public sealed record XmlToEdiOptions
{
    /// <summary>Grammars of the messages: they tell the places of named elements. Default none: names are positions.</summary>
    public IReadOnlyList<EdiGrammar> Grammars { get; init; } = [];

    /// <summary>The separators: the six characters of UNA for EDIFACT, or element, component, segment and repetition for X12. Default null: as the XML says, else the usual ones.</summary>
    public string? Separators { get; init; }

    /// <summary>Whether EDIFACT begins with UNA. Default null: if the XML has it, or the separators are not the usual ones.</summary>
    public bool? ServiceString { get; init; }

    /// <summary>Encoding of the values; null: for EDIFACT the one of the syntax identifier, for X12 UTF-8. Default null.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>What stands behind each segment. Default nothing.</summary>
    public string LineBreak { get; init; } = "";

    /// <summary>References for which the caller is asked. Default none.</summary>
    public EdiNumbers Numbers { get; init; }

    /// <summary>Longest name, attribute or text in bytes. Default 64 KiB.</summary>
    public int MaxValueBytes { get; init; } = 64 * 1024;
}

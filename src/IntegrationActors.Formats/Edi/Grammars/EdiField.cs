using System.Text;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>An element of a segment, or a component of a composite.</summary>
internal sealed record EdiField
{
    /// <summary>Its number in the standard: <c>C507</c>, <c>2005</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name of its element in XML: <c>D_2005</c>, <c>C_C507</c>; with a number behind it where the id stands there several times.</summary>
    public required string XmlName { get; init; }

    public byte[] XmlBytes => field ??= Encoding.ASCII.GetBytes(XmlName);

    /// <summary>Its place, from 1.</summary>
    public required int Position { get; init; }

    public required EdiUse Use { get; init; }

    /// <summary>The components of a composite; empty for a simple element.</summary>
    public IReadOnlyList<EdiField> Components { get; init; } = [];

    /// <summary>What it may hold; null when the grammar doesn't say.</summary>
    public EdiElementDefinition? Definition { get; init; }

    public bool IsComposite => Components.Count > 0;
}

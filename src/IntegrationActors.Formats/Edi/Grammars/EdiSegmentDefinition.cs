using System.Text;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>The elements of a segment.</summary>
/// <param name="Tag">Its tag: <c>DTM</c>.</param>
/// <param name="Fields">Its elements, in their order; empty when the grammar doesn't say.</param>
internal sealed record EdiSegmentDefinition(string Tag, IReadOnlyList<EdiField> Fields)
{
    public const string XmlPrefix = "S_";

    public byte[] XmlBytes { get; } = Encoding.ASCII.GetBytes(XmlPrefix + Tag);

    /// <summary>The element at a place, from 1; null where the grammar names none.</summary>
    public EdiField? At(int position) => position <= Fields.Count ? Fields[position - 1] : null;
}

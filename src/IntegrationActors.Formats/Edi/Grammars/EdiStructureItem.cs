using System.Text;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>A segment in its place, or a group of them that begins with its first segment.</summary>
/// <param name="Name">Tag of the segment, or name of the group (<c>SG2</c>, <c>N1</c>).</param>
/// <param name="Use">How often it stands there.</param>
/// <param name="Items">What stands in the group; empty for a segment.</param>
internal sealed record EdiStructureItem(string Name, EdiUse Use, IReadOnlyList<EdiStructureItem> Items)
{
    public const string XmlPrefix = "G_";

    public byte[] XmlBytes { get; } = Encoding.ASCII.GetBytes(XmlPrefix + Name);

    public bool IsGroup => Items.Count > 0;

    /// <summary>Tag of the segment with which it begins.</summary>
    public string Trigger => IsGroup ? Items[0].Name : Name;
}

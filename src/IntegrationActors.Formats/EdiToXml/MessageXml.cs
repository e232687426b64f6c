using System.Text;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.EdiToXml;

/// <summary>One message: an element with its segments, in groups where there is a grammar. What is missing or too much is not its business; what has no place is.</summary>
internal sealed class MessageXml(XmlElementWriter xml, SegmentXml segments, EdiGrammar? grammar) : IStructureSink
{
    public const string Prefix = "M_";

    private byte[] _name = [];
    private StructureWalk? _walk;

    /// <summary>Begins the element, in front of UNH or ST.</summary>
    public void Start(string type, in EdiPlace place)
    {
        if (type.Length == 0 || !type.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            throw EdiFaults.Malformed(place, $"'{EdiFaults.Shown(type)}' is no type of a message.");
        }

        _name = Encoding.ASCII.GetBytes(Prefix + type);
        _walk = grammar is null ? null : new StructureWalk(grammar, this);
        xml.Start(_name, []);
    }

    public void Segment(EdiStandard standard, EdiSegment segment)
    {
        if (_walk is not null && !_walk.Move(segment.Tag))
        {
            throw EdiFaults.OutOfPlace(segment.Place, grammar!.File);
        }

        segments.Write(segment, grammar?.Segment(segment.Tag) ?? ServiceSegments.Find(standard, segment.Tag));
    }

    public void End(EdiStandard standard, EdiSegment segment)
    {
        _walk?.Finish();
        segments.Write(segment, ServiceSegments.Find(standard, segment.Tag));
        xml.End(_name);
    }

    void IStructureSink.Enter(EdiStructureItem group) => xml.Start(group.XmlBytes, []);

    void IStructureSink.Leave(EdiStructureItem group) => xml.End(group.XmlBytes);

    void IStructureSink.Missing(EdiStructureItem item)
    {
        // validateEdi looks after this.
    }

    void IStructureSink.TooMany(EdiStructureItem item)
    {
        // validateEdi looks after this.
    }
}

using System.Xml;

namespace IntegrationActors.Core.Messages.Xml;

/// <summary>
/// Counts the attributes of each element in the bytes of a document, before a parser sees them: a parser reads a start tag as a whole, and needs seconds for one with a
/// million attributes. Knows as much of XML as that takes: tags, values in quotes, comments, CDATA sections, instructions. What is not well-formed is for the parser.
/// </summary>
internal sealed class XmlAttributeLimit(int limit)
{
    private Place _place = Place.Text;
    private int _attributes;

    // The two bytes before this one, inside of what ends with three: -->, ]]>, ?>.
    private (byte First, byte Second) _before;

    private enum Place
    {
        Text,
        Opening,
        Declaration,
        CommentOpening,
        Tag,
        DoubleQuotes,
        SingleQuotes,
        Comment,
        Section,
        Instruction,
    }

    /// <summary>Takes the next bytes of the document.</summary>
    /// <exception cref="XmlException">An element has more attributes than the limit.</exception>
    public void Scan(ReadOnlySpan<byte> xml)
    {
        while (!xml.IsEmpty)
        {
            xml = xml[Take(xml)..];
        }
    }

    /// <summary>How many bytes belong to this place.</summary>
    private int Take(ReadOnlySpan<byte> xml) => _place switch
    {
        Place.Text => SkipTo(xml, xml.IndexOf((byte)'<'), Place.Opening),
        Place.DoubleQuotes => SkipTo(xml, xml.IndexOf((byte)'"'), Place.Tag),
        Place.SingleQuotes => SkipTo(xml, xml.IndexOf((byte)'\''), Place.Tag),
        Place.Tag => TakeOfTag(xml),
        Place.Opening => Go(xml[0] switch { (byte)'!' => Place.Declaration, (byte)'?' => Place.Instruction, (byte)'/' => Place.Text, _ => Place.Tag }),
        Place.Declaration => Go(xml[0] switch { (byte)'-' => Place.CommentOpening, (byte)'[' => Place.Section, _ => Place.Text }),
        Place.CommentOpening => Go(Place.Comment),
        _ => TakeOfMarkup(xml),
    };

    private int TakeOfTag(ReadOnlySpan<byte> xml)
    {
        var end = xml.IndexOfAny((byte)'"', (byte)'\'', (byte)'>');
        if (end < 0 || xml[end] == '>')
        {
            return SkipTo(xml, end, Place.Text);
        }

        if (++_attributes > limit)
        {
            throw new XmlException($"An element has more than {limit} attributes.");
        }

        return SkipTo(xml, end, xml[end] == '"' ? Place.DoubleQuotes : Place.SingleQuotes);
    }

    private int TakeOfMarkup(ReadOnlySpan<byte> xml)
    {
        var end = xml.IndexOf((byte)'>');
        var length = end < 0 ? xml.Length : end;
        _before = length switch
        {
            0 => _before,
            1 => (_before.Second, xml[0]),
            _ => (xml[length - 2], xml[length - 1]),
        };
        if (end < 0)
        {
            return length;
        }

        var isEnd = _place switch
        {
            Place.Comment => _before is ((byte)'-', (byte)'-'),
            Place.Section => _before is ((byte)']', (byte)']'),
            _ => _before.Second == '?',
        };
        _before = (_before.Second, (byte)'>');
        _place = isEnd ? Place.Text : _place;
        return end + 1;
    }

    private int SkipTo(ReadOnlySpan<byte> xml, int end, Place next)
    {
        if (end < 0)
        {
            return xml.Length;
        }

        Go(next);
        return end + 1;
    }

    private int Go(Place next)
    {
        if (_place == Place.Opening)
        {
            _attributes = 0;
        }

        _before = default;
        _place = next;
        return 1;
    }
}

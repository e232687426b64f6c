using System.Buffers;
using System.Xml;

namespace IntegrationActors.Core.Messages.Xml;

/// <summary>
/// Counts the attributes of each element in the bytes of a document, before a parser sees them: a parser reads a start tag as a whole, and needs seconds for one with a
/// million attributes. Knows as much of XML as that takes: tags, values in quotes, comments, CDATA sections, instructions. What is not well-formed is for the parser.
/// </summary>
internal sealed class XmlAttributeLimit(int limit)
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("\"'!?"u8);

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
        Place.Text or Place.Tag => TakePlain(xml),
        Place.DoubleQuotes => SkipTo(xml, xml.IndexOf((byte)'"'), Place.Tag),
        Place.SingleQuotes => SkipTo(xml, xml.IndexOf((byte)'\''), Place.Tag),
        Place.Opening => Go(xml[0] switch { (byte)'!' => Place.Declaration, (byte)'?' => Place.Instruction, (byte)'/' => Place.Text, _ => Place.Tag }),
        Place.Declaration => Go(xml[0] switch { (byte)'-' => Place.CommentOpening, (byte)'[' => Place.Section, _ => Place.Text }),
        Place.CommentOpening => Go(Place.Comment),
        _ => TakeOfMarkup(xml),
    };

    /// <summary>
    /// Passes over texts and tags together, to the next byte that could begin something else: a quote, or what follows a '&lt;' that opens no tag. Whether that byte stands in a tag is said by the
    /// last angle bracket before it.
    /// </summary>
    private int TakePlain(ReadOnlySpan<byte> xml)
    {
        var end = xml.IndexOfAny(Special);
        var plain = end < 0 ? xml : xml[..end];
        var bracket = plain.LastIndexOfAny((byte)'<', (byte)'>');
        if (bracket >= 0)
        {
            _place = plain[bracket] == '>' ? Place.Text : bracket == plain.Length - 1 ? Place.Opening : Place.Tag;
            _attributes = 0;
        }

        if (end < 0 || _place == Place.Opening)
        {
            return plain.Length;
        }

        if (_place == Place.Tag && xml[end] is (byte)'"' or (byte)'\'')
        {
            OpenValue(xml[end]);
        }

        return end + 1;
    }

    private void OpenValue(byte quote)
    {
        if (++_attributes > limit)
        {
            throw new XmlException($"An element has more than {limit} attributes.");
        }

        Go(quote == '"' ? Place.DoubleQuotes : Place.SingleQuotes);
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

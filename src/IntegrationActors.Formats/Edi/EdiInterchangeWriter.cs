using System.Globalization;

namespace IntegrationActors.Formats.Edi;

/// <summary>Writes an interchange: trailers are made, with the counts and references that belong into them.</summary>
internal sealed class EdiInterchangeWriter(EdiSegmentWriter segments)
{
    private readonly EdiEnvelopeTags _tags = EdiEnvelopeTags.Of(segments.Dialect.Standard);
    private readonly string[] _references = ["", "", ""];
    private readonly long[] _counts = new long[3];

    public bool HasGroup { get; private set; }

    /// <summary>Writes the header of an interchange (0), a group (1) or a message (2).</summary>
    public void Open(int level, List<EdiWrittenValue> values)
    {
        if (level == 0)
        {
            segments.WriteServiceString();
        }

        _references[level] = EdiWrittenValue.Find(values, _tags.References[level]);
        if (_references[level].Length == 0)
        {
            throw EdiFaults.NotWritable(_tags.Headers[level], $"its element {_tags.References[level]}, the reference, is empty.", "Put it into the XML, or let a number range give it.");
        }

        if (level > 0)
        {
            _counts[level == 2 && HasGroup ? 1 : 0]++;
        }

        HasGroup |= level == 1;
        _counts[level] = level == 2 ? 1 : 0;
        segments.Write(_tags.Headers[level], values);
    }

    /// <summary>Writes a segment of a message, or of the interchange itself (TA1).</summary>
    public void Segment(string tag, List<EdiWrittenValue> values)
    {
        _counts[2]++;
        segments.Write(tag, values);
    }

    /// <summary>Writes the trailer.</summary>
    public void Close(int level)
    {
        var count = _counts[level] + (level == 2 ? 1 : 0);
        HasGroup &= level != 1;
        var reference = _references[level];
        if (segments.Dialect.Standard == EdiStandard.X12 && level == 0)
        {
            reference = reference.PadLeft(IsaSegment.Widths[IsaSegment.ControlNumber - 1], '0');
        }

        segments.Write(_tags.Trailers[level], [new(1, 1, 1, count.ToString(CultureInfo.InvariantCulture)), new(2, 1, 1, reference)]);
    }
}

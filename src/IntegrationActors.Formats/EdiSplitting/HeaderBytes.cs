using System.Buffers;
using System.Text;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>The header of an interchange or a group as it was read, to be written again, with its reference or another one.</summary>
internal sealed class HeaderBytes
{
    private readonly byte[] _before;
    private readonly byte[] _reference;
    private readonly byte[] _behind;
    private readonly int _width;

    public HeaderBytes(EdiSegment segment, int reference)
    {
        var value = segment.Values.Find(value => value.Element == reference);
        var raw = segment.Raw;
        _before = raw[..value.Start].ToArray();
        _reference = raw.Slice(value.Start, value.Length).ToArray();
        _behind = raw[(value.Start + value.Length)..].ToArray();
        _width = segment.Tag == "ISA" ? value.Length : 0;
    }

    /// <summary>The reference as it stands in header and trailer.</summary>
    public byte[] Reference(string? number) => number is null ? _reference : Encoding.ASCII.GetBytes(number.PadLeft(_width, '0'));

    public void WriteTo(IBufferWriter<byte> target, string? number)
    {
        target.Write(_before);
        target.Write(Reference(number));
        target.Write(_behind);
    }
}

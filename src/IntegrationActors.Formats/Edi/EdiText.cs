using System.Buffers;
using System.Text;
using System.Text.Unicode;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Edi;

/// <summary>Values of an interchange in UTF-8. Not thread-safe.</summary>
internal sealed class EdiText : IDisposable
{
    private readonly PooledBytes _utf8 = new(256);

    /// <summary>A value as UTF-8; valid until the next call.</summary>
    /// <exception cref="FaultException">IA3494: the bytes are no text in the encoding.</exception>
    public ReadOnlySpan<byte> Utf8(EdiSegment segment, in EdiValue value)
    {
        var bytes = segment.Bytes(value);
        if (Ascii.IsValid(bytes))
        {
            return bytes;
        }

        if (segment.Encoding is UTF8Encoding)
        {
            return System.Text.Unicode.Utf8.IsValid(bytes) ? bytes : throw EdiFaults.NotText(segment.PlaceOf(value), segment.Encoding);
        }

        var text = segment.Decode(value);
        _utf8.Truncate(0);
        _utf8.Advance(Encoding.UTF8.GetBytes(text, _utf8.Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));
        return _utf8.Written;
    }

    public void Dispose() => _utf8.Dispose();
}

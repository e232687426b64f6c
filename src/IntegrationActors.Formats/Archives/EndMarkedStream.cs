using System.IO.Compression;

namespace IntegrationActors.Formats.Archives;

/// <summary>
/// A gzip document with one member more at its end, which holds a mark. The library ends quietly where a document is cut off; the mark comes out only when every
/// member before it was complete.
/// </summary>
internal sealed class EndMarkedStream(Stream gzip) : Stream
{
    private static readonly byte[] PackedMark = Pack();

    private int _marked;

    public static ReadOnlySpan<byte> Mark => "\u0004end of the last member\u0004"u8;

    /// <summary>Bytes of the document that were read.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = gzip.Read(buffer);
        if (read > 0 || buffer.IsEmpty)
        {
            Given += read;
            return read;
        }

        var count = int.Min(buffer.Length, PackedMark.Length - _marked);
        PackedMark.AsSpan(_marked, count).CopyTo(buffer);
        _marked += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(Mark);
        }

        return packed.ToArray();
    }
}

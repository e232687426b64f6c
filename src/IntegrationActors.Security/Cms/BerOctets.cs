namespace IntegrationActors.Security.Cms;

/// <summary>The bytes of an octet string, in one piece or in many.</summary>
internal sealed class BerOctets : Stream
{
    private readonly BerReader _reader;
    private readonly long _end;
    private long _left;
    private bool _isOver;
    private readonly bool _hasPieces;

    public BerOctets(BerReader reader, long length, bool hasPieces)
    {
        _reader = reader;
        _hasPieces = hasPieces;
        _end = reader.EndOf(length);
        _left = hasPieces ? 0 : length >= 0 ? length : throw new InvalidDataException("content in one piece has a length");
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_left == 0 && _hasPieces && !_isOver)
        {
            var piece = _reader.ReadPiece(_end);
            _isOver = piece is null;
            _left = piece ?? 0;
        }

        if (_left == 0 || buffer.IsEmpty)
        {
            return 0;
        }

        var count = _reader.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= count > 0 ? count : throw new EndOfStreamException("the message ends too early");
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

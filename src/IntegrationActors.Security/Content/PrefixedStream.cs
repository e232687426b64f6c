namespace IntegrationActors.Security.Content;

/// <summary>A stream whose first byte was looked at already.</summary>
internal sealed class PrefixedStream(byte first, Stream rest) : Stream
{
    private bool _isPast;

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
        if (_isPast || buffer.IsEmpty)
        {
            return rest.Read(buffer);
        }

        _isPast = true;
        buffer[0] = first;
        return 1;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        if (_isPast)
        {
            return rest.ReadByte();
        }

        _isPast = true;
        return first;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

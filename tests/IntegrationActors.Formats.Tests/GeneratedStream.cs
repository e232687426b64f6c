namespace IntegrationActors.Formats.Tests;

/// <summary>A document that exists only while it is read: a head, a record many times, a tail.</summary>
internal sealed class GeneratedStream(byte[] head, byte[] record, int records, byte[] tail) : Stream
{
    private byte[] _part = head;
    private int _offset;
    private int _parts;

    public long Given { get; private set; }

    public bool IsAtEnd { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && NextPart())
        {
            var count = int.Min(_part.Length - _offset, buffer.Length - filled);
            _part.AsSpan(_offset, count).CopyTo(buffer[filled..]);
            _offset += count;
            filled += count;
        }

        Given += filled;
        IsAtEnd = filled == 0;
        return filled;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool NextPart()
    {
        while (_offset == _part.Length && _parts <= records)
        {
            _parts++;
            _part = _parts <= records ? record : tail;
            _offset = 0;
        }

        return _offset < _part.Length;
    }
}

namespace IntegrationActors.Security.Content;

/// <summary>
/// Reads on behalf of a parser that believes what a message says of its own lengths: until the content begins, no more than a budget is handed out. Counts what was read.
/// The inner stream stays open.
/// </summary>
internal sealed class BoundedStream(Stream inner) : Stream
{
    /// <summary>What the parts around the content may take: hundreds of recipients, signatures and certificates.</summary>
    public const int Around = 1024 * 1024;

    private long _budget = Around;

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    /// <summary>The content begins: it has limits of its own.</summary>
    public void Open() => _budget = long.MaxValue;

    /// <summary>The content is over.</summary>
    public void Close(int budget) => _budget = budget;

    public override int Read(Span<byte> buffer)
    {
        if (_budget == 0 && buffer.Length > 0)
        {
            throw SecurityFault.TooLarge($"more than {Around} bytes of it are no content");
        }

        var count = inner.Read(buffer[..(int)Math.Min(buffer.Length, _budget)]);
        _budget -= count;
        BytesRead += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

namespace IntegrationActors.Core.Messages.Content;

/// <summary>What was kept of a body, and then the rest as it comes. The rest stays open when the reader is done.</summary>
internal sealed class ContinuedStream(Stream kept, Stream rest) : Stream
{
    private bool _isKeptDone;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = _isKeptDone ? 0 : await kept.ReadAsync(buffer, cancellationToken);
        _isKeptDone |= count == 0 && buffer.Length > 0;
        return count > 0 ? count : await rest.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        var count = _isKeptDone ? 0 : kept.Read(buffer);
        _isKeptDone |= count == 0 && buffer.Length > 0;
        return count > 0 ? count : rest.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            kept.Dispose();
        }

        base.Dispose(disposing);
    }
}

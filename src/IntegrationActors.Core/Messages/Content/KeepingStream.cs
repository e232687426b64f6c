namespace IntegrationActors.Core.Messages.Content;

/// <summary>The first reader of a body, which keeps what it reads for the next one. The body stays open when the reader is done: there may be more of it.</summary>
/// <param name="source">The body.</param>
/// <param name="kept">Where it is kept.</param>
/// <param name="broken">Is told when the body breaks: what was kept is not the whole then, whatever the body gives to the next one.</param>
internal sealed class KeepingStream(Stream source, PayloadWriter kept, Action<Exception> broken) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await source.ReadAsync(buffer, cancellationToken);
            kept.Write(buffer.Span[..count]);
            return count;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            broken(e);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var count = source.Read(buffer);
            kept.Write(buffer[..count]);
            return count;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            broken(e);
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

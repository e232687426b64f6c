namespace IntegrationActors.Core.Messages.Content;

/// <summary>One reader of a <see cref="SpoolFile"/>.</summary>
internal sealed class SpoolStream(SpoolFile file) : Stream
{
    private const int BufferSize = 64 * 1024;

    private bool _disposed;
    private byte[]? _buffer;
    private int _at;
    private int _filled;
    private long _next;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => _next - (_filled - _at);
        set => (_next, _at, _filled) = (value, 0, 0);
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_at == _filled && buffer.Length >= BufferSize)
        {
            return Passed(file.Read(buffer, _next));
        }

        if (_at == _filled)
        {
            Filled(file.Read(Buffer(), _next));
        }

        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_at == _filled && buffer.Length >= BufferSize)
        {
            return Passed(await file.ReadAsync(buffer, _next, cancellationToken));
        }

        if (_at == _filled)
        {
            Filled(await file.ReadAsync(Buffer(), _next, cancellationToken));
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private byte[] Buffer() => _buffer ??= new byte[BufferSize];

    private int Passed(int count)
    {
        _next += count;
        return count;
    }

    private void Filled(int count) => (_at, _filled, _next) = (0, count, _next + count);

    private int Take(Span<byte> target)
    {
        var count = Math.Min(target.Length, _filled - _at);
        _buffer.AsSpan(_at, count).CopyTo(target);
        _at += count;
        return count;
    }
}

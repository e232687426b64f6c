using System.Buffers;
using IntegrationActors.Core.Messages.Content;

namespace IntegrationActors.Core.Messages;

/// <summary>
/// Builds a payload: bytes collect in pooled memory and move to a spool file above its threshold. Write as a stream or as a buffer writer, then call
/// <see cref="ToPayload"/> once. Disposing without it gives everything back.
/// </summary>
public sealed class PayloadWriter(PayloadSpool spool, int expectedLength = 0) : Stream, IBufferWriter<byte>
{
    private const int SmallestBuffer = 1024;

    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(expectedLength, SmallestBuffer, Math.Max(SmallestBuffer, spool.MemoryLimit)));
    private int _used;
    private SpoolFile? _file;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => (_file?.Length ?? 0) + _used;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    /// <summary>The payload that was written.</summary>
    /// <param name="encoding">Encoding of its text view; null is UTF-8.</param>
    public Payload ToPayload(System.Text.Encoding? encoding = null) => Length == 0 ? Payload.Empty : new Payload(Complete(), encoding);

    /// <summary>The payload that was written, as one JSON document and by a writer of JSON (<see cref="Payload.IsKnownJson"/>).</summary>
    public Payload ToJsonPayload() => Length == 0 ? Payload.Empty : new Payload(Complete()) { IsKnownJson = true };

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Reserve(sizeHint).AsMemory(_used);

    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(sizeHint).AsSpan(_used);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var room = GetSpan(1);
            var count = Math.Min(room.Length, buffer.Length);
            buffer[..count].CopyTo(room);
            Advance(count);
            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    /// <summary>Reads <paramref name="source"/> to its end.</summary>
    public async ValueTask ReadFromAsync(Stream source, CancellationToken cancel)
    {
        while (true)
        {
            var read = await source.ReadAsync(GetMemory(1), cancel);
            if (read == 0)
            {
                return;
            }

            Advance(read);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    internal PayloadContent Complete()
    {
        var buffer = _buffer ?? throw new InvalidOperationException("The payload was taken already.");
        if (_file is null)
        {
            _buffer = null;
            return new MemoryContent(buffer.AsMemory(0, _used), buffer);
        }

        Spill();
        var content = new FileContent(_file, spool);
        _file = null;
        return content;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            _file?.Dispose();
            _file = null;
        }

        base.Dispose(disposing);
    }

    private byte[] Reserve(int sizeHint)
    {
        var buffer = _buffer ?? throw new InvalidOperationException("The payload was taken already.");
        var needed = Math.Max(1, sizeHint);
        if (buffer.Length - _used >= needed)
        {
            return buffer;
        }

        if (_file is not null || _used + needed > spool.MemoryLimit)
        {
            Spill();
        }

        return _buffer.Length - _used >= needed ? _buffer : Grow(needed);
    }

    private byte[] Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_used + needed, Math.Min(_buffer!.Length * 2, spool.MemoryLimit)));
        _buffer.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        return _buffer = larger;
    }

    private void Spill()
    {
        _file ??= spool.Create();
        _file.Append(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}

namespace IntegrationActors.Formats.Tests;

/// <summary>
/// Takes the output and measures how far it lags behind the input: the largest number of input bytes that were read while their output,
/// at the given ratio of sizes, was not yet there.
/// </summary>
internal sealed class LagStream(GeneratedStream input, double outputPerInput) : Stream
{
    public long Taken { get; private set; }

    public long LargestLag { get; private set; }

    public bool StartedBeforeTheEnd { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Taken;

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        LargestLag = long.Max(LargestLag, input.Given - (long)(Taken / outputPerInput));
        StartedBeforeTheEnd |= !input.IsAtEnd;
        Taken += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    public override void Flush()
    {
        // Nothing is kept.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

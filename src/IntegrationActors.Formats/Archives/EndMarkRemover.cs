namespace IntegrationActors.Formats.Archives;

/// <summary>Hands on what is written, except the mark of <see cref="EndMarkedStream"/> at its end: the last bytes are held back until more come.</summary>
internal sealed class EndMarkRemover(Stream output) : Stream
{
    private readonly byte[] _held = new byte[EndMarkedStream.Mark.Length];
    private int _count;

    /// <summary>Whether the last bytes are the mark.</summary>
    public bool FoundMark => _held.AsSpan(0, _count).SequenceEqual(EndMarkedStream.Mark);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var surplus = int.Max(0, _count + buffer.Length - _held.Length);
        var fromHeld = int.Min(surplus, _count);
        output.Write(_held.AsSpan(0, fromHeld));
        _held.AsSpan(fromHeld, _count - fromHeld).CopyTo(_held);
        _count -= fromHeld;
        var through = surplus - fromHeld;
        output.Write(buffer[..through]);
        buffer[through..].CopyTo(_held.AsSpan(_count));
        _count += buffer.Length - through;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // What is held back waits for what follows.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

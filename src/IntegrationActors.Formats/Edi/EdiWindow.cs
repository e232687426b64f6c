using System.Buffers;

namespace IntegrationActors.Formats.Edi;

/// <summary>What of a stream can be seen: grows while a segment needs more at once. Knows the line and the column of what it shows first.</summary>
internal sealed class EdiWindow : IDisposable
{
    private const int Smallest = 64 * 1024;

    private readonly Stream _stream;
    private readonly int _largest;
    private readonly CancellationToken _cancel;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Smallest);
    private int _start;
    private int _end;

    /// <summary>Begins where the interchange begins.</summary>
    public EdiWindow(Stream stream, EdiReadingOptions options, CancellationToken cancel)
    {
        (_stream, _largest, _cancel) = (stream, options.MaxSegmentSize, cancel);
        (Line, Column, Offset) = (options.Start.Line, options.Start.Column, options.Start.Offset);
        if (Offset > 0)
        {
            stream.Position = Offset;
        }
    }

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>There is nothing behind <see cref="Unread"/>.</summary>
    public bool IsEnd { get; private set; }

    public long Line { get; private set; }

    public long Column { get; private set; }

    public long Offset { get; private set; }

    /// <summary>Sees more; false at the end, and when as much is seen as may be.</summary>
    public bool ReadMore()
    {
        _cancel.ThrowIfCancellationRequested();
        if (IsEnd || _end - _start > _largest)
        {
            return false;
        }

        MakeRoom();
        var read = _stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        IsEnd = read == 0;
        return !IsEnd;
    }

    /// <summary>Sees at least so many bytes, if there are.</summary>
    public bool See(int count)
    {
        while (_end - _start < count && ReadMore())
        {
            // Reads on.
        }

        return _end - _start >= count;
    }

    public void Advance(int count)
    {
        var done = _bytes.AsSpan(_start, count);
        var lines = done.Count((byte)'\n');
        Line += lines;
        Column = lines > 0 ? count - done.LastIndexOf((byte)'\n') : Column + count;
        Offset += count;
        _start += count;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        (_start, _end) = (0, 0);
    }

    private void MakeRoom()
    {
        var unread = Unread;
        if (_end < _bytes.Length)
        {
            return;
        }

        if (unread.Length <= _bytes.Length / 2)
        {
            unread.CopyTo(_bytes);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            unread.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        (_start, _end) = (0, unread.Length);
    }
}

using System.Buffers;

namespace IntegrationActors.Formats.Splitting;

/// <summary>What of a document can be seen: all of it when it is in memory, else a window that moves over the stream and grows while its reader needs more at once.</summary>
internal sealed class ReadWindow : IDisposable
{
    private const int Smallest = 64 * 1024;

    private readonly Stream? _stream;
    private readonly int _largest;
    private byte[] _pooled = [];
    private ReadOnlyMemory<byte> _seen;

    /// <summary>A window over a document in memory.</summary>
    public ReadWindow(ReadOnlyMemory<byte> document)
    {
        _seen = document.Span.StartsWith("\uFEFF"u8) ? document[3..] : document;
        IsEnd = true;
    }

    /// <summary>A window over a stream, which is disposed of with it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="largest">Most bytes that are held at once.</param>
    public ReadWindow(Stream document, int largest) => (_stream, _largest) = (document, largest);

    /// <summary>What is seen and not done with.</summary>
    public ReadOnlySpan<byte> Unread => _seen.Span;

    /// <summary>There is nothing behind <see cref="Unread"/>.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>How many bytes were done with.</summary>
    public long Position { get; private set; }

    public void Advance(int count)
    {
        _seen = _seen[count..];
        Position += count;
    }

    /// <summary>Sees more; false when the window is as large as it may be.</summary>
    public async ValueTask<bool> ReadMoreAsync(CancellationToken cancel)
    {
        if (_seen.Length >= _largest)
        {
            return false;
        }

        var isStart = _pooled.Length == 0;
        var unread = _seen.Length;
        MakeRoom();
        var read = await _stream!.ReadAtLeastAsync(_pooled.AsMemory(unread), int.Min(_pooled.Length - unread, Smallest / 2), throwOnEndOfStream: false, cancel);
        IsEnd = read < int.Min(_pooled.Length - unread, Smallest / 2);
        var mark = isStart && _pooled.AsSpan(0, read).StartsWith("\uFEFF"u8) ? 3 : 0;
        _seen = _pooled.AsMemory(mark, unread + read - mark);
        return true;
    }

    public void Dispose()
    {
        _seen = default;
        _stream?.Dispose();
        if (_pooled.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
            _pooled = [];
        }
    }

    private void MakeRoom()
    {
        if (_pooled.Length >= int.Max(Smallest, _seen.Length * 2))
        {
            _seen.CopyTo(_pooled);
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(int.Max(Smallest, (int)long.Min(_seen.Length * 2L, _largest)));
        _seen.CopyTo(larger);
        if (_pooled.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
        }

        _pooled = larger;
    }
}

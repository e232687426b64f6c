using System.Diagnostics.CodeAnalysis;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Https.Receiver.Connections;

/// <summary>
/// What a receiver answered while its request was still being sent, in memory up to the spool's limit and then in a file. First the sender of the request collects with
/// <see cref="TryCollect"/>, then the reader of the answer takes it with <see cref="ReadAsync"/>; never both at once.
/// </summary>
internal sealed class AnswerAhead(Stream source, PayloadSpool spool) : IDisposable
{
    private const int PartLength = 16 * 1024;

    // Nobody means to fill our disk while we send; whoever does waits.
    private const long MaxLength = 4L * 1024 * 1024 * 1024;

    // Not from a pool: a read may still be pending when the connection is given up.
    private readonly byte[] _part = new byte[PartLength];
    private Task<int>? _pending;
    private int _taken;
    private PayloadWriter? _writer;
    private Payload? _collected;
    private Stream? _reader;
    private volatile bool _isDisposed;

    /// <summary>The answer has begun.</summary>
    public bool HasBegun => _writer is not null || _pending is { IsCompletedSuccessfully: true, Result: > 0 };

    /// <summary>Everything collected was taken; the connection can be read directly again.</summary>
    public bool IsSpent => _pending is null && _writer is null && _collected is null;

    /// <summary>Keeps what has come.</summary>
    /// <param name="more">Ends when more has come.</param>
    /// <returns>False when no more is to be had.</returns>
    public bool TryCollect([NotNullWhen(true)] out Task? more)
    {
        more = null;
        if (_pending is { IsCompleted: true })
        {
            if (_isDisposed || !_pending.IsCompletedSuccessfully || _pending.Result == 0 || _writer?.Length >= MaxLength)
            {
                return false;
            }

            (_writer ??= new PayloadWriter(spool)).Write(_part.AsSpan(0, _pending.Result));
            _pending = null;
        }

        more = _pending ??= source.ReadAsync(_part).AsTask();
        return true;
    }

    /// <summary>Takes some of it, or waits for more. An empty buffer waits and takes nothing.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var count = await ReadCollectedAsync(buffer, cancel);
        if (count > 0 || _collected is not null || _pending is null)
        {
            return count;
        }

        var length = await _pending.WaitAsync(cancel);
        count = Math.Min(length - _taken, buffer.Length);
        _part.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        if (_taken == length)
        {
            (_pending, _taken) = (null, 0);
        }

        return count;
    }

    public void Dispose()
    {
        _isDisposed = true;

        // Ends at once: what was collected is in memory or in a file.
        _ = DropCollectedAsync();
    }

    private async ValueTask<int> ReadCollectedAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (_writer is not null)
        {
            _collected = _writer.ToPayload();
            _writer = null;
            _reader = _collected.OpenRead();
        }

        var count = _reader is null ? 0 : await _reader.ReadAsync(buffer, cancel);
        if (count == 0 && !buffer.IsEmpty)
        {
            await DropCollectedAsync();
        }

        return count;
    }

    private async Task DropCollectedAsync()
    {
        var (writer, reader, collected) = (_writer, _reader, _collected);
        (_writer, _reader, _collected) = (null, null, null);
        writer?.Dispose();
        reader?.Dispose();
        await (collected?.DisposeAsync() ?? default);
    }
}

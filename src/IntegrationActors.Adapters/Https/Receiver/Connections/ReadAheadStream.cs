using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Https.Receiver.Connections;

/// <summary>
/// A connection to a receiver that may answer while it still reads. The client of .NET sends the whole request before it reads an answer; a receiver that streams would wait for
/// its answer to be read, and both for ever. So a write that is stuck reads ahead meanwhile. Writes that are not stuck, all of them for small bodies, pass straight through.
/// A write that fails after the answer has begun is taken as done: the answer says why the receiver stopped listening.
/// </summary>
internal sealed class ReadAheadStream(Stream inner, PayloadSpool spool) : Stream
{
    // Who reads from the connection: nobody, the client, or the client while a stuck write waits to read itself.
    private const int Nobody = 0;
    private const int Client = 1;
    private const int ClientAwaited = 2;

    private int _reading;
    private volatile TaskCompletionSource? _clientHasRead;
    private volatile bool _answerBegan;
    private bool _isCut;
    private AnswerAhead? _ahead;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _ahead is null ? ReadInnerAsync(buffer, cancellationToken) : ReadAheadAsync(_ahead, buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isCut)
        {
            return default;
        }

        var pending = inner.WriteAsync(buffer, cancellationToken);
        return pending.IsCompletedSuccessfully ? default : WriteStuckAsync(pending.AsTask());
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _isCut ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Calls are asynchronous.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Calls are asynchronous.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _ahead?.Dispose();
        }

        base.Dispose(disposing);
    }

    // The client begins a read before each further request on a connection, which tells the answers of two requests apart.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        _answerBegan = false;
        Volatile.Write(ref _reading, Client);
        try
        {
            var count = await inner.ReadAsync(buffer, cancel);
            _answerBegan = count > 0;
            return count;
        }
        finally
        {
            if (Interlocked.Exchange(ref _reading, Nobody) == ClientAwaited)
            {
                _clientHasRead!.SetResult();
            }
        }
    }

    private async ValueTask<int> ReadAheadAsync(AnswerAhead ahead, Memory<byte> buffer, CancellationToken cancel)
    {
        var count = await ahead.ReadAsync(buffer, cancel);
        if (ahead.IsSpent)
        {
            _ahead = null;
            ahead.Dispose();
        }

        return count;
    }

    private async ValueTask WriteStuckAsync(Task write)
    {
        try
        {
            while (!write.IsCompleted && TryReadAhead(out var read))
            {
                await Task.WhenAny(write, read);
            }

            await write;
        }
        catch (IOException)
        {
            _isCut = await HasAnswerAsync();
            if (!_isCut)
            {
                throw;
            }
        }
    }

    // The connection is dead, so this does not wait: what the receiver said before it closed is there, or nothing will be.
    private async ValueTask<bool> HasAnswerAsync()
    {
        if (!_answerBegan && TryReadAhead(out var read))
        {
            await read.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return _answerBegan || _ahead is { HasBegun: true };
    }

    private bool TryReadAhead([NotNullWhen(true)] out Task? read)
    {
        if (_ahead is not null)
        {
            return _ahead.TryCollect(out read);
        }

        if (Volatile.Read(ref _reading) != ClientAwaited)
        {
            _clientHasRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        // The client's own read goes first: it was begun before the request.
        if (Interlocked.CompareExchange(ref _reading, ClientAwaited, Client) != Nobody)
        {
            read = _clientHasRead!.Task;
            return true;
        }

        _ahead = new AnswerAhead(inner, spool);
        return _ahead.TryCollect(out read);
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using IntegrationActors.Core.Exchanges;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;

namespace IntegrationActors.Adapters.Https.Sender.Bodies;

/// <summary>The body of a request as it arrives. A client that pauses too long, breaks off or lies about the length becomes a fault with the status to answer.</summary>
internal sealed class RequestBodyStream(PipeReader reader, TimeSpan maxPause, ObjectPool<PauseWatch> watches) : Stream
{
    private PauseWatch? _watch;

    /// <summary>The client has sent everything.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Nobody will read it as a stream any more.</summary>
    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadNextAsync(cancellationToken);
        var available = read.Buffer.Length > buffer.Length ? read.Buffer.Slice(0, buffer.Length) : read.Buffer;
        available.CopyTo(buffer.Span);
        var count = (int)available.Length;
        IsAtEnd = read.IsCompleted && count == read.Buffer.Length;
        reader.AdvanceTo(available.End);
        return count;
    }

    /// <summary>Takes in what nobody wants, under the same limits.</summary>
    /// <exception cref="FaultException">The client paused, or broke off.</exception>
    public async ValueTask DrainAsync(CancellationToken cancel)
    {
        try
        {
            while (!IsAtEnd)
            {
                var read = await ReadNextAsync(cancel);
                IsAtEnd = read.IsCompleted;
                reader.AdvanceTo(read.Buffer.End);
            }
        }
        finally
        {
            Dispose();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The body of a request is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        if (Interlocked.Exchange(ref _watch, null) is { } watch)
        {
            watches.Return(watch);
        }

        base.Dispose(disposing);
    }

    /// <summary>What has arrived: some bytes, or the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReadNextAsync(CancellationToken cancel)
    {
        try
        {
            var pending = reader.ReadAsync(cancel);
            var read = pending.IsCompletedSuccessfully ? pending.Result : await WatchAsync(pending);
            if (!read.IsCanceled)
            {
                return read;
            }

            reader.AdvanceTo(read.Buffer.Start);
            throw Paused();
        }
        catch (BadHttpRequestException e)
        {
            throw Broken(e, e.StatusCode);
        }
        catch (IOException e)
        {
            throw Broken(e, StatusCodes.Status400BadRequest);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WatchAsync(ValueTask<ReadResult> pending)
    {
        var watch = _watch ??= watches.Get();
        watch.Begin(reader, maxPause);
        try
        {
            return await pending;
        }
        finally
        {
            watch.End();
        }
    }

    private FaultException Paused() => new(new Fault(
        HttpSenderFaults.Paused,
        $"The sender paused for more than {Core.Options.Duration.Format(maxPause)} within its message; the request was cut.",
        "The sender must send its message in one go; 'maxPause' of the channel sets the limit.")
    {
        ResponseStatus = StatusCodes.Status408RequestTimeout,
    });

    private static FaultException Broken(Exception cause, int status) => new(new Fault(
        HttpSenderFaults.BrokenBody,
        $"The message did not arrive whole: {cause.Message}",
        "The sender broke off, or did not send what it announced; it has to send again.",
        cause)
    {
        ResponseStatus = status,
    });
}

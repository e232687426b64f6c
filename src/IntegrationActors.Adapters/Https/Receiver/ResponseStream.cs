using System.Runtime.CompilerServices;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>A long answer as it arrives: holds the receiver to its time-out for every part, the answer to its largest size, and turns what breaks into faults.</summary>
internal sealed class ResponseStream(Stream source, HttpResponseMessage response, string shown, HttpsReceiverOptions options) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = TimeLimit.Start(options.Timeout, cancellationToken);
        try
        {
            var count = await source.ReadAsync(buffer, limit.Token);
            _read += count;
            return options.MaxResponseSize is { } largest && _read > largest.Bytes ? throw HttpReceiverFaults.Large(shown, largest) : count;
        }
        catch (OperationCanceledException) when (limit.IsTimedOut)
        {
            throw new FaultException(HttpReceiverFaults.Timeout(shown, options.Timeout));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException && HttpReceiverFaults.Of(e, shown, options.ConnectTimeout) is { } fault)
        {
            throw new FaultException(fault);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An answer is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        response.Dispose();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}

using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>
/// A file that is being read. The library asks for parts ahead of the reader; each may take as long as the time-out of the channel. Once a read failed, no read succeeds: nobody takes the rest of
/// a file for all of it.
/// </summary>
internal sealed class RemoteFileStream(Stream inner, SftpConnection connection, string path) : Stream
{
    private Exception? _failure;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_failure is not null)
        {
            return ValueTask.FromException<int>(_failure);
        }

        var limit = TimeLimit.Start(connection.Target.Options.Timeout, cancellationToken);
        var reading = inner.ReadAsync(buffer, limit.Token);
        if (!reading.IsCompletedSuccessfully)
        {
            return AwaitAsync(reading, limit, cancellationToken);
        }

        limit.Dispose();
        return new(reading.Result);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // Parsers of XML and CSV read so; the library's own time-out holds.
    public override int Read(Span<byte> buffer)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        try
        {
            return inner.Read(buffer);
        }
        catch (Exception e)
        {
            throw _failure = connection.Explain(e, What);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await inner.DisposeAsync();
        }
        catch (Exception e) when (connection.Explain(e, What) is FaultException)
        {
            // The connection is gone, and the handle with it.
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _failure is null)
        {
            _failure = new ObjectDisposedException(path);
        }

        base.Dispose(disposing);
    }

    private string What => $"reading '{path}'";

    private async ValueTask<int> AwaitAsync(ValueTask<int> reading, TimeLimit limit, CancellationToken cancel)
    {
        using (limit)
        {
            try
            {
                return await reading;
            }
            catch (OperationCanceledException e) when (cancel.IsCancellationRequested)
            {
                _failure = e;
                throw;
            }
            catch (OperationCanceledException e)
            {
                throw _failure = SftpFaults.TimedOut(connection.Target.Shown, What, connection.Target.Options.Timeout, e);
            }
            catch (Exception e)
            {
                throw _failure = connection.Explain(e, What);
            }
        }
    }
}

using System.Buffers;
using Amqp;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>
/// The bytes of one connection, as the library wants them. (1) They are read in large pieces; (2) what messages carry is kept back (<see cref="IncomingFrames"/>), so that the library never parses content;
/// (3) a broker that is silent for too long ends the connection.
/// </summary>
internal abstract class AmqpTransport(TimeSpan silence, IncomingFrames frames) : IAsyncTransport, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private int _isClosed;

    /// <summary>Where the content of messages is.</summary>
    public IncomingFrames Frames => frames;

    public void SetConnection(Connection connection)
    {
    }

    public async Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        while (!frames.HasOutput)
        {
            var read = await ReadWithinAsync(frames.Room());
            if (read == 0)
            {
                return 0;
            }

            frames.Append(read);
        }

        return frames.Take(buffer.AsSpan(offset, count));
    }

    public async Task SendAsync(IList<ByteBuffer> bufferList, int listSize)
    {
        if (bufferList.Count == 1)
        {
            await WriteAsync(Of(bufferList[0]), _closing.Token);
            return;
        }

        var all = ArrayPool<byte>.Shared.Rent(listSize);
        try
        {
            var length = 0;
            foreach (var one in bufferList)
            {
                Of(one).CopyTo(all.AsMemory(length));
                length += one.Length;
            }

            await WriteAsync(all.AsMemory(0, length), _closing.Token);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(all);
        }
    }

    public void Send(ByteBuffer buffer) => throw new NotSupportedException();

    public int Receive(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Ends the connection at once. May be called several times, by anybody.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _closing.Cancel();
            Abort();
        }
    }

    public void Dispose() => Close();

    /// <summary>0 at the end of the stream.</summary>
    protected abstract ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancel);

    protected abstract ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancel);

    protected abstract void Abort();

    private static ReadOnlyMemory<byte> Of(ByteBuffer buffer) => buffer.Buffer.AsMemory(buffer.Offset, buffer.Length);

    private async ValueTask<int> ReadWithinAsync(Memory<byte> target)
    {
        var read = ReadAsync(target, _closing.Token);
        if (read.IsCompleted)
        {
            return await read;
        }

        var pending = read.AsTask();
        try
        {
            return await pending.WaitAsync(silence);
        }
        catch (TimeoutException e) when (!pending.IsCompleted)
        {
            Close();
            _ = pending.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw new IOException($"the broker was silent for {Duration.Format(silence)}", e);
        }
    }
}

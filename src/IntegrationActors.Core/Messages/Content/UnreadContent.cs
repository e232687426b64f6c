using System.Runtime.ExceptionServices;

namespace IntegrationActors.Core.Messages.Content;

/// <summary>A stream that nobody has read yet.</summary>
internal sealed class UnreadContent(Stream stream, long? length, PayloadSpool spool, IDisposable? owner) : PayloadContent
{
    private bool _opened;
    private ExceptionDispatchInfo? _broken;

    public override long? Length => length;

    public override Stream OpenRead()
    {
        _broken?.Throw();
        if (_opened)
        {
            throw new InvalidOperationException("The body was streamed away already; buffer it before the first reader.");
        }

        _opened = true;
        return stream;
    }

    public override T Read<T>(Reader<T> reader) => throw new InvalidOperationException("Buffer the payload before reading it as a whole.");

    public async ValueTask<PayloadContent> PullAsync(CancellationToken cancel)
    {
        var source = OpenRead();
        await using var writer = new PayloadWriter(spool, (int)Math.Min(length ?? 0, int.MaxValue));
        try
        {
            await writer.ReadFromAsync(source, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Who asks again learns why there is no body, not that somebody else was first.
            _broken = ExceptionDispatchInfo.Capture(e);
            throw;
        }

        return writer.Complete();
    }

    public override async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        owner?.Dispose();
    }
}

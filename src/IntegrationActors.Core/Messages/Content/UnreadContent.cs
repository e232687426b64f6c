using System.Runtime.ExceptionServices;

namespace IntegrationActors.Core.Messages.Content;

/// <summary>A stream that nobody has read yet.</summary>
internal sealed class UnreadContent(Stream stream, long? length, PayloadSpool spool, IDisposable? owner) : PayloadContent
{
    private bool _opened;
    private PayloadWriter? _kept;
    private PayloadContent? _begin;
    private ExceptionDispatchInfo? _broken;

    public override long? Length => length;

    /// <summary>Whether the body will not fit into memory, as far as is known.</summary>
    public bool IsLarge => length is null || length > spool.MemoryLimit;

    /// <summary>What the first reader reads is kept from now on.</summary>
    public void Keep() => _kept ??= _opened ? null : new PayloadWriter(spool);

    public override Stream OpenRead()
    {
        _broken?.Throw();
        if (_opened && _kept is { } kept)
        {
            (_begin, _kept) = (kept.Complete(), null);
            return new ContinuedStream(_begin.OpenRead(), stream);
        }

        if (_opened)
        {
            throw new InvalidOperationException("The body was streamed away already; buffer it before the first reader.");
        }

        _opened = true;
        return _kept is null ? stream : new KeepingStream(stream, _kept, Broken);
    }

    public override T Read<T>(Reader<T> reader) => throw new InvalidOperationException("Buffer the payload before reading it as a whole.");

    public async ValueTask<PayloadContent> PullAsync(CancellationToken cancel)
    {
        await using var writer = Target();
        try
        {
            await writer.ReadFromAsync(stream, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Broken(e);
            throw;
        }

        return writer.Complete();
    }

    public override async ValueTask DisposeAsync()
    {
        await (_kept?.DisposeAsync() ?? default);
        await (_begin?.DisposeAsync() ?? default);
        await stream.DisposeAsync();
        owner?.Dispose();
    }

    // Who asks again learns why there is no body, not that somebody else was first.
    private void Broken(Exception why) => _broken = ExceptionDispatchInfo.Capture(why);

    // What a reader has kept already, and the rest behind it.
    private PayloadWriter Target()
    {
        _broken?.Throw();
        if (_kept is { } kept)
        {
            _kept = null;
            return kept;
        }

        _ = OpenRead();
        return new PayloadWriter(spool, (int)Math.Min(length ?? 0, int.MaxValue));
    }
}

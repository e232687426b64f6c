namespace IntegrationActors.Core.Messages.Content;

/// <summary>A document whose bytes are written when they are asked for. Locks itself: it never leaves its payload, and there is one for each part of a document.</summary>
internal sealed class DocumentContent(PayloadDocument document, PayloadSpool spool) : PayloadContent
{
    private PayloadContent? _written;
    private bool _isDisposed;

    public PayloadDocument Document => document;

    /// <summary>The bytes.</summary>
    public PayloadContent Written => Volatile.Read(ref _written) ?? Write();

    public override long? Length => Written.Length;

    public override Stream OpenRead() => Written.OpenRead();

    public override T Read<T>(Reader<T> reader) => Written.Read(reader);

    public override ValueTask DisposeAsync()
    {
        lock (this)
        {
            _isDisposed = true;
            return _written?.DisposeAsync() ?? default;
        }
    }

    // Readers of a shared body may ask at the same time.
    private PayloadContent Write()
    {
        lock (this)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_written is null)
            {
                using var writer = new PayloadWriter(spool);
                document.WriteTo(writer);
                _written = writer.Complete();
            }

            return _written;
        }
    }
}

using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Messages.Content;

/// <summary>Bytes in a file of the spool folder, which goes with the payload.</summary>
internal sealed class FileContent(SpoolFile file, PayloadSpool spool) : PayloadContent
{
    private bool _disposed;

    public override long? Length => file.Length;

    public override Stream OpenRead()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return file.OpenRead();
    }

    public override T Read<T>(Reader<T> reader)
    {
        if (file.Length > spool.ViewLimit)
        {
            throw new FaultException(spool.TooLarge(file.Length, "read as a whole", "Use a step that streams"));
        }

        var bytes = new byte[file.Length];
        using var stream = OpenRead();
        stream.ReadExactly(bytes);
        return reader(bytes);
    }

    public override ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            file.Dispose();
        }

        return default;
    }
}

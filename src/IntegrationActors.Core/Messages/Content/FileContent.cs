using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Messages.Content;

/// <summary>Bytes in a file of the spool folder; the file is removed with the payload.</summary>
internal sealed class FileContent(string path, long length, PayloadSpool spool) : PayloadContent
{
    public override long? Length => length;

    public override Stream OpenRead() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);

    public override T Read<T>(Reader<T> reader)
    {
        if (length > spool.ViewLimit)
        {
            throw new FaultException(
                "IA3010",
                $"The body of {length} bytes is too large to be read as a whole; the limit is {spool.ViewLimit} bytes.",
                "Use a step that streams, or raise integration-actors.payload.view-limit.");
        }

        return reader(File.ReadAllBytes(path));
    }

    public override ValueTask DisposeAsync()
    {
        File.Delete(path);
        return default;
    }
}

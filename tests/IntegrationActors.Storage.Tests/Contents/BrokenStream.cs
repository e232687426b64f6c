namespace IntegrationActors.Storage.Tests.Contents;

/// <summary>Gives so many bytes, and then fails as a connection does that is cut.</summary>
internal sealed class BrokenStream(int length) : MemoryStream(new byte[length])
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw new IOException("The connection was cut.");
    }
}

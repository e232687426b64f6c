using System.IO.Pipelines;

namespace IntegrationActors.Core.Messages.Content;

/// <summary>Where the bytes of a payload are.</summary>
internal abstract class PayloadContent : IAsyncDisposable
{
    public delegate T Reader<out T>(ReadOnlySpan<byte> bytes);

    public abstract long? Length { get; }

    public abstract Stream OpenRead();

    public abstract T Read<T>(Reader<T> reader);

    public abstract ValueTask DisposeAsync();

    public virtual async ValueTask CopyToAsync(Stream target, CancellationToken cancel)
    {
        await using var source = OpenRead();
        await source.CopyToAsync(target, cancel);
    }

    public virtual async ValueTask CopyToAsync(PipeWriter target, CancellationToken cancel)
    {
        await using var source = OpenRead();
        await source.CopyToAsync(target, cancel);
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace IntegrationActors.Core.Messages.Content;

/// <summary>Bytes in memory; <paramref name="rented"/> goes back to the pool with the payload.</summary>
internal sealed class MemoryContent(ReadOnlyMemory<byte> memory, byte[]? rented = null) : PayloadContent
{
    private byte[]? _rented = rented;

    public ReadOnlyMemory<byte> Memory { get; } = memory;

    public override long? Length => Memory.Length;

    public override Stream OpenRead() => MemoryMarshal.TryGetArray(Memory, out var array)
        ? new MemoryStream(array.Array ?? [], array.Offset, array.Count, writable: false, publiclyVisible: true)
        : new MemoryStream(Memory.ToArray(), writable: false);

    public override T Read<T>(Reader<T> reader) => reader(Memory.Span);

    public override ValueTask CopyToAsync(Stream target, CancellationToken cancel) => target.WriteAsync(Memory, cancel);

    public override ValueTask CopyToAsync(PipeWriter target, CancellationToken cancel)
    {
        target.Write(Memory.Span);
        return default;
    }

    public override ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        return default;
    }
}

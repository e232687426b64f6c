using System.Buffers;

namespace IntegrationActors.Formats.Archives;

/// <summary>Copies what is unpacked, and stops when it grows beyond what is allowed. Counts over all entries of an archive.</summary>
internal sealed class UnpackedBytes(UnpackLimits limits, long packed)
{
    private const int Block = 64 * 1024;

    private long _unpacked;

    /// <summary>Copies to the end.</summary>
    /// <param name="source">What is unpacked while it is read.</param>
    /// <param name="output">Gets it; null when only the bytes of the archive are wanted.</param>
    /// <param name="packedSoFar">Bytes of the packed content that were read; null when all of it counts.</param>
    /// <param name="seen">Called with each block.</param>
    /// <param name="cancel">Asked for each block.</param>
    public void Copy(Stream source, Stream output, Func<long>? packedSoFar, Action<ReadOnlySpan<byte>>? seen, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            int read;
            while ((read = source.Read(buffer)) > 0)
            {
                cancel.ThrowIfCancellationRequested();
                Count(read, packedSoFar?.Invoke() ?? packed);
                seen?.Invoke(buffer.AsSpan(0, read));
                output.Write(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Count(int read, long from)
    {
        _unpacked += read;
        if (_unpacked > limits.MaxSize)
        {
            throw ArchiveFaults.TooLarge(limits.MaxSize);
        }

        if (_unpacked > UnpackLimits.RatioFrom && _unpacked / limits.MaxRatio > long.Max(1, from))
        {
            throw ArchiveFaults.Ratio(limits.MaxRatio);
        }
    }
}

using System.Buffers;

namespace IntegrationActors.Formats.Archives;

/// <summary>Counts the headers of a zip's directory by their signature: what an archive says about itself can be wrong, and what is too much is refused before anything is made of it.</summary>
internal static class ZipHeaders
{
    private const int Block = 256 * 1024;

    /// <summary>Number of headers, those of archives that stand inside unpacked included; stops counting above <paramref name="enough"/>.</summary>
    public static int Count(Stream zip, int enough, CancellationToken cancel)
    {
        var signature = "PK\u0001\u0002"u8;
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            var count = 0;
            var kept = 0;
            int read;
            zip.Position = 0;
            while (count <= enough && (read = zip.Read(buffer, kept, buffer.Length - kept)) > 0)
            {
                cancel.ThrowIfCancellationRequested();
                var block = buffer.AsSpan(0, kept + read);
                count += block.Count(signature);
                kept = int.Min(signature.Length - 1, block.Length);
                block[^kept..].CopyTo(buffer);
            }

            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

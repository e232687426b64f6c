using System.Buffers.Binary;

namespace IntegrationActors.Formats.Archives;

/// <summary>
/// Walks over the headers of a tar archive before the library does: it reads extended headers into memory, however large they say they are.
/// </summary>
internal static class TarHeaders
{
    private const int Block = 512;

    private const long MaxExtendedHeader = 1024 * 1024;

    /// <summary>Refuses too many entries and extended headers that are too large; leaves the stream at its beginning.</summary>
    public static void Check(Stream tar, UnpackLimits limits, CancellationToken cancel)
    {
        if (tar.Length < Block)
        {
            throw ArchiveFaults.Broken("a tar archive", "it is shorter than one header.");
        }

        Span<byte> header = stackalloc byte[Block];
        var entries = 0;
        tar.Position = 0;
        while (tar.ReadAtLeast(header, Block, throwOnEndOfStream: false) == Block && header.ContainsAnyExcept((byte)0))
        {
            cancel.ThrowIfCancellationRequested();
            var size = SizeOf(header);
            if (size < 0 || size > tar.Length - tar.Position)
            {
                throw ArchiveFaults.Broken("a tar archive", "an entry says that it is longer than the archive.");
            }

            if ((char)header[156] is 'x' or 'g' or 'L' or 'K')
            {
                CheckExtended(size);
            }
            else if (++entries > limits.MaxEntries)
            {
                throw ArchiveFaults.TooManyEntries(limits.MaxEntries);
            }

            Skip(tar, (size + Block - 1) / Block * Block);
        }

        tar.Position = 0;
    }

    // Small files are read over: a new position would drop what the stream has in its buffer.
    private static void Skip(Stream tar, long count)
    {
        if (count > 64 * 1024)
        {
            tar.Position += count;
            return;
        }

        Span<byte> block = stackalloc byte[Block];
        while (count > 0 && tar.ReadAtLeast(block, Block, throwOnEndOfStream: false) == Block)
        {
            count -= Block;
        }
    }

    private static void CheckExtended(long size)
    {
        if (size > MaxExtendedHeader)
        {
            throw ArchiveFaults.Broken("a tar archive", "an extended header is larger than 1 MiB.");
        }
    }

    // Octal digits, or a binary number when the highest bit is set.
    private static long SizeOf(ReadOnlySpan<byte> header)
    {
        var field = header.Slice(124, 12);
        if ((field[0] & 0x80) != 0)
        {
            return BinaryPrimitives.ReadInt64BigEndian(field[4..]);
        }

        var size = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return -1;
            }

            size = (size * 8) + digit - '0';
        }

        return size;
    }
}

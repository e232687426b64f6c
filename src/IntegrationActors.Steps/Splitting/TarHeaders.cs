using System.Buffers.Binary;

namespace IntegrationActors.Steps.Splitting;

/// <summary>
/// Looks at the headers of a tar before the library reads it: how many there are, and that no header claims a name or attributes of gigabytes, for which the library would make room at once.
/// Layout: POSIX.1-2024, pax, "ustar Interchange Format".
/// </summary>
internal static class TarHeaders
{
    private const int BlockLength = 512;
    private const int SizeAt = 124;
    private const int SizeLength = 12;
    private const int TypeAt = 156;
    private const long LongestAttributes = 1024 * 1024;

    public static void Check(Stream tar, int maxEntries)
    {
        if (tar.Length < BlockLength)
        {
            throw ArchiveFaults.Broken("tar", new InvalidDataException("it is shorter than one header"));
        }

        Span<byte> block = stackalloc byte[BlockLength];
        var count = 0;
        while (tar.ReadAtLeast(block, BlockLength, throwOnEndOfStream: false) == BlockLength && block.ContainsAnyExcept((byte)0))
        {
            var size = Size(block.Slice(SizeAt, SizeLength));
            var isAttributes = block[TypeAt] is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K';
            count += isAttributes ? 0 : 1;
            if (count > maxEntries)
            {
                throw ArchiveFaults.TooManyEntries(maxEntries);
            }

            if (size < 0 || size > tar.Length - tar.Position || (isAttributes && size > LongestAttributes))
            {
                throw ArchiveFaults.Broken("tar", new InvalidDataException($"an entry claims to have {size} bytes"));
            }

            Skip(tar, (size + BlockLength - 1) / BlockLength * BlockLength);
        }
    }

    // Small files are read over: a new position would drop what the stream has in its buffer.
    private static void Skip(Stream tar, long count)
    {
        if (count > 64 * 1024)
        {
            tar.Position += count;
            return;
        }

        Span<byte> block = stackalloc byte[BlockLength];
        while (count > 0 && tar.ReadAtLeast(block, BlockLength, throwOnEndOfStream: false) == BlockLength)
        {
            count -= BlockLength;
        }
    }

    // Octal digits, or the binary form of GNU for what is larger; -1 when it is neither.
    private static long Size(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80)
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

            size = (size << 3) + (digit - '0');
        }

        return size;
    }
}

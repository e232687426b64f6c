using System.Buffers.Binary;

namespace IntegrationActors.Steps.Splitting;

/// <summary>
/// Counts the entries of a zip before the library makes an object of each: a few megabytes can claim a million of them. Layout: APPNOTE.TXT of PKWARE, 4.3.12 to 4.3.16.
/// </summary>
internal static class ZipEntryCount
{
    private const int EndLength = 22;
    private const int HeaderLength = 46;
    private const int LocatorLength = 20;

    /// <summary>Number of entries, counted up to one more than <paramref name="most"/>; 0 when there is no directory, which the library finds out better.</summary>
    public static int Of(Stream zip, int most)
    {
        var tail = new byte[(int)long.Min(zip.Length, ushort.MaxValue + EndLength + LocatorLength)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        if (DirectoryStart(zip, tail) is not { } start || start < 0 || start >= zip.Length)
        {
            return 0;
        }

        zip.Position = start;
        return Count(zip, most);
    }

    private static long? DirectoryStart(Stream zip, ReadOnlySpan<byte> tail)
    {
        var end = tail.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndLength > tail.Length)
        {
            return null;
        }

        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 16)..]);
        return start == uint.MaxValue || BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + 10)..]) == ushort.MaxValue ? LargeStart(zip, tail[..end]) ?? start : start;
    }

    // The 64-bit form: a locator in front of the end says where the real end is.
    private static long? LargeStart(Stream zip, ReadOnlySpan<byte> before)
    {
        if (before.Length < LocatorLength || !before[^LocatorLength..].StartsWith("PK\u0006\u0007"u8))
        {
            return null;
        }

        var at = BinaryPrimitives.ReadInt64LittleEndian(before[^(LocatorLength - 8)..]);
        Span<byte> record = stackalloc byte[56];
        if (at < 0 || at > zip.Length - record.Length)
        {
            return null;
        }

        zip.Position = at;
        zip.ReadExactly(record);
        return BinaryPrimitives.ReadInt64LittleEndian(record[48..]);
    }

    private static int Count(Stream zip, int most)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var skipped = new byte[3 * ushort.MaxValue];
        var count = 0;
        while (count <= most && zip.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength && header.StartsWith("PK\u0001\u0002"u8))
        {
            var length = Length(header, 28) + Length(header, 30) + Length(header, 32);
            count++;
            if (zip.ReadAtLeast(skipped.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            {
                break;
            }
        }

        return count;
    }

    private static int Length(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(header[offset..]);
}

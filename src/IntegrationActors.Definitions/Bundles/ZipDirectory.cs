using System.Buffers.Binary;

namespace IntegrationActors.Definitions.Bundles;

/// <summary>
/// Counts the entries of a zip before the library makes an object of each: a few megabytes can claim a million of them. Layout: APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;

    private const int HeaderLength = 46;

    /// <summary>Number of entries; null when there is no directory at the end (bundles are too small for the 64-bit form).</summary>
    public static int? CountEntries(ReadOnlySpan<byte> zip)
    {
        var end = zip.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndLength > zip.Length)
        {
            return null;
        }

        var start = BinaryPrimitives.ReadUInt32LittleEndian(zip[(end + 16)..]);
        if (start > end)
        {
            return null;
        }

        var rest = zip[(int)start..];
        var count = 0;
        while (rest.Length >= HeaderLength && rest.StartsWith("PK\u0001\u0002"u8))
        {
            var length = HeaderLength + Length(rest, 28) + Length(rest, 30) + Length(rest, 32);
            rest = length < rest.Length ? rest[length..] : [];
            count++;
        }

        return count;
    }

    private static int Length(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(header[offset..]);
}

using System.Buffers.Text;

namespace IntegrationActors.Steps.Mapping;

/// <summary>Writes numbers as business has them, of up to 18 digits and not below zero, several times faster than the library, which writes all others.</summary>
internal static class JsonNumber
{
    /// <summary>Most bytes that are written.</summary>
    public const int MaxLength = 32;

    private const long TooMany = 1_000_000_000_000_000_000;

    /// <summary>Writes a number with all digits behind its point, as <see cref="decimal.ToString(IFormatProvider)"/> does; false when it has to be written in another way.</summary>
    public static bool TryFormat(decimal number, Span<byte> utf8, out int written)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var digits = ((long)parts[1] << 32) | (uint)parts[0];
        written = 0;
        if (parts[2] != 0 || parts[3] < 0 || digits is < 0 or >= TooMany || number.Scale >= 18)
        {
            return false;
        }

        Utf8Formatter.TryFormat(digits, utf8, out written);
        if (number.Scale > 0)
        {
            written = SetPoint(utf8, written, number.Scale);
        }

        return true;
    }

    // Zeros in front until there is a digit in front of the point.
    private static int SetPoint(Span<byte> utf8, int length, int scale)
    {
        var missing = int.Max(0, scale + 1 - length);
        utf8[..length].CopyTo(utf8[missing..]);
        utf8[..missing].Fill((byte)'0');
        var point = length + missing - scale;
        utf8.Slice(point, scale).CopyTo(utf8[(point + 1)..]);
        utf8[point] = (byte)'.';
        return length + missing + 1;
    }
}

using System.Globalization;
using System.Numerics;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Reads numbers as business writes them, digits and a point perhaps, several times faster than the library, which reads all others.</summary>
internal static class QuickDecimal
{
    // So many digits are surely within a long.
    private const int MaxDigits = 18;

    /// <summary>The number, with the digits behind its point that it has; as <see cref="decimal.TryParse(ReadOnlySpan{char}, NumberStyles, IFormatProvider, out decimal)"/> reads it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal number) =>
        TryRead(text, out number) || decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>The same of a text in UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal number) =>
        TryRead(text, out number) || decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>Only what is as simple as that; false for all other texts, numbers or not.</summary>
    public static bool TryRead<T>(ReadOnlySpan<T> text, out decimal number)
        where T : unmanaged, IBinaryInteger<T>
    {
        number = 0;
        var (digits, point) = (0L, text.Length);
        if (text.Length is 0 or > MaxDigits)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var digit = uint.CreateTruncating(text[i]) - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == T.CreateTruncating('.') && point == text.Length && i > 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        if (point == text.Length - 1)
        {
            return false;
        }

        number = new decimal((int)digits, (int)(digits >> 32), 0, isNegative: false, (byte)int.Max(0, text.Length - point - 1));
        return true;
    }
}

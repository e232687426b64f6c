using System.Globalization;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Reads numbers as business writes them, digits and a point perhaps, several times faster than the library, which reads all others.</summary>
internal static class QuickDecimal
{
    // So many digits are surely within a long.
    private const int MaxDigits = 18;

    /// <summary>The number, with the digits behind its point that it has; as <see cref="decimal.TryParse(ReadOnlySpan{char}, NumberStyles, IFormatProvider, out decimal)"/> reads it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal number)
    {
        var (digits, point) = (0L, text.Length);
        for (var i = 0; i < text.Length && i < MaxDigits; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == '.' && point == text.Length && i > 0)
            {
                point = i;
            }
            else
            {
                return IsNumber(text, out number);
            }
        }

        if (text.Length is 0 or > MaxDigits || point == text.Length - 1)
        {
            return IsNumber(text, out number);
        }

        number = new decimal((int)digits, (int)(digits >> 32), 0, isNegative: false, (byte)int.Max(0, text.Length - point - 1));
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<char> text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}

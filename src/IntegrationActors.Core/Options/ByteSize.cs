using System.Globalization;

namespace IntegrationActors.Core.Options;

/// <summary>A number of bytes, written <c>512</c>, <c>64KB</c>, <c>10MB</c> or <c>2GB</c>; one KB is 1,024 bytes.</summary>
public readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Unit, long Factor)[] Units = [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("B", 1)];

    public static bool TryParse(string text, out ByteSize size)
    {
        var factor = 1L;
        var number = text.AsSpan().Trim();
        foreach (var (unit, value) in Units)
        {
            if (number.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                number = number[..^unit.Length].TrimEnd();
                factor = value;
                break;
            }
        }

        var ok = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= long.MaxValue / factor;
        size = new ByteSize(ok ? count * factor : 0);
        return ok;
    }

    public override string ToString()
    {
        foreach (var (unit, factor) in Units.Take(3).Reverse())
        {
            if (Bytes >= factor && Bytes % factor == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Bytes / factor}{unit}");
            }
        }

        return Bytes.ToString(CultureInfo.InvariantCulture);
    }
}

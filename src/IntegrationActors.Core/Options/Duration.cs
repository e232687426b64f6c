using System.Globalization;

namespace IntegrationActors.Core.Options;

/// <summary>How users write a <see cref="TimeSpan"/>: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>, <c>2d</c>, or several in a row: <c>1h30m</c>.</summary>
public static class Duration
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        var any = false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > int.MaxValue)
            {
                return false;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAnyInRange('0', '9');
            var name = letters < 0 ? rest : rest[..letters];
            if (!TryUnit(name, out var unit))
            {
                return false;
            }

            duration += count * unit;
            rest = rest[name.Length..];
            any = true;
        }

        return any;
    }

    public static string Format(TimeSpan duration)
    {
        foreach (var (unit, length) in Units.Reverse())
        {
            if (duration >= length && duration.Ticks % length.Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / length.Ticks}{unit}");
            }
        }

        return "0s";
    }

    private static bool TryUnit(ReadOnlySpan<char> name, out TimeSpan length)
    {
        foreach (var (unit, value) in Units)
        {
            if (name.SequenceEqual(unit))
            {
                length = value;
                return true;
            }
        }

        length = default;
        return false;
    }
}

using System.Globalization;

namespace IntegrationActors.Adapters.Polling;

/// <summary>The seventh field of a Quartz expression: years from 1970 to 2199, as <c>*</c>, <c>2027</c>, <c>2027-2030</c>, <c>2027/2</c>, or a list of these.</summary>
internal sealed class CronYears
{
    private const int First = 1970;
    private const int Last = 2199;

    private readonly SortedSet<int> _years;

    private CronYears(SortedSet<int> years) => _years = years;

    /// <summary>The years; null when all are meant.</summary>
    /// <exception cref="FormatException">The field is none of years.</exception>
    public static CronYears? Parse(string field)
    {
        if (field is "*" or "?")
        {
            return null;
        }

        var years = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            Add(part, years);
        }

        return new CronYears(years);
    }

    public bool Contains(int year) => _years.Contains(year);

    /// <summary>The first year after another; null when there is none.</summary>
    public int? After(int year) => _years.GetViewBetween(year + 1, Math.Max(year + 1, Last)) is { Count: > 0 } later ? later.Min : null;

    private static void Add(string part, SortedSet<int> years)
    {
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var (range, step) = slash < 0 ? (part, 1) : (part[..slash], Number(part[(slash + 1)..], 1, Last));
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var (from, to) = range == "*"
            ? (First, Last)
            : dash < 0 ? (Number(range, First, Last), slash < 0 ? Number(range, First, Last) : Last) : (Number(range[..dash], First, Last), Number(range[(dash + 1)..], First, Last));
        if (from > to)
        {
            throw new FormatException($"'{part}' is no range of years");
        }

        for (var year = from; year <= to; year += step)
        {
            years.Add(year);
        }
    }

    private static int Number(string text, int least, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
        ? number
        : throw new FormatException($"'{text}' is no number from {least} to {most}");
}

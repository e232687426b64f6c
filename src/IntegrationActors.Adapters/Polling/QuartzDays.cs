using System.Globalization;
using System.Text.RegularExpressions;

namespace IntegrationActors.Adapters.Polling;

/// <summary>Days of the week as Quartz counts them, from 1 for Sunday; cron counts from 0.</summary>
internal static partial class QuartzDays
{
    /// <summary>The field as cron has it.</summary>
    /// <exception cref="FormatException">A number is no day of the week.</exception>
    public static string ToCron(string field) => field == "L" ? "6" : Day.Replace(field, day => Shifted(day.Value));

    // Neither steps (behind '/') nor weeks of the month (behind '#').
    [GeneratedRegex(@"(?<![/#\d])\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Day { get; }

    private static string Shifted(string day) => int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 7
        ? (number - 1).ToString(CultureInfo.InvariantCulture)
        : throw new FormatException($"'{day}' is no day of the week from 1 to 7");
}

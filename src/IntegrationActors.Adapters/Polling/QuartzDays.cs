using System.Globalization;
using System.Text;

namespace IntegrationActors.Adapters.Polling;

/// <summary>Days of the week as Quartz counts them, from 1 for Sunday; cron counts from 0.</summary>
internal static class QuartzDays
{
    /// <summary>The field as cron has it. Neither steps (behind <c>/</c>) nor weeks of the month (behind <c>#</c>) are days.</summary>
    /// <exception cref="FormatException">A number is no day of the week.</exception>
    public static string ToCron(string field)
    {
        if (field == "L")
        {
            return "6";
        }

        var cron = new StringBuilder();
        for (var i = 0; i < field.Length;)
        {
            var number = NumberAt(field, i);
            var isDay = number.Length > 0 && (i == 0 || field[i - 1] is not ('/' or '#'));
            cron.Append(isDay ? Shifted(number) : number.Length > 0 ? number : field[i].ToString());
            i += Math.Max(1, number.Length);
        }

        return cron.ToString();
    }

    private static string NumberAt(string field, int start)
    {
        var end = field.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? field[start..] : field.Substring(start, end);
    }

    private static string Shifted(string day) => int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 7
        ? (number - 1).ToString(CultureInfo.InvariantCulture)
        : throw new FormatException($"'{day}' is no day of the week from 1 to 7");
}

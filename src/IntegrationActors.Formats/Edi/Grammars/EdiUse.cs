using System.Globalization;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>How often something stands in its place: <c>M 1</c> (mandatory, once), <c>C 35</c> or <c>O 35</c> (up to 35 times, or not at all), <c>O &gt;1</c> (any number of times), or <c>2..5</c>.</summary>
/// <param name="Min">At least so often.</param>
/// <param name="Max">At most so often.</param>
internal readonly record struct EdiUse(int Min, int Max)
{
    public const string Form = "write M 1, C 35, O >1 or 2..5";

    private static readonly string[] Unbounded = [">1", "*"];

    public static EdiUse? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1 && text.Split("..") is [var low, var high])
        {
            return Number(low) is { } min && NumberOrMore(high) is { } most && min <= most && most > 0 ? new EdiUse(min, most) : null;
        }

        var isMandatory = words is ["M" or "R", ..];
        return words is ["M" or "R" or "C" or "O" or "X", ..] && words.Length <= 2 && NumberOrMore(words.ElementAtOrDefault(1) ?? "1") is { } max and > 0
            ? new EdiUse(isMandatory ? 1 : 0, max)
            : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? NumberOrMore(string text) => Unbounded.Contains(text, StringComparer.Ordinal) ? int.MaxValue : Number(text);
}

using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Functions of texts. What is not found stays not found: <c>upper</c> of nothing is nothing; only <c>concat</c> takes it as empty.</summary>
internal static class TextFunctions
{
    // A message can't make a text longer than this.
    private const int MaxLength = 10_000_000;

    public static MappingFunction[] All { get; } =
    [
        new("concat(.first, ' ', .last)", 1, int.MaxValue, call => run => Bounded(call, string.Concat(Enumerable.Range(0, call.Count).Select(i => call.Text(run, i))))),
        new("upper(.code)", 1, 1, call => OfText(call, text => text.ToUpperInvariant())),
        new("lower(.code)", 1, 1, call => OfText(call, text => text.ToLowerInvariant())),
        new("trim(.name)", 1, 1, call => OfText(call, text => text.Trim())),
        new("length(.name)", 1, 1, call => OfText(call, text => (decimal)text.Length)),
        new("substring(.sku, 0, 3)", 2, 3, call => run => call.Value(run, 0) is { } value ? Substring(MappingValue.Text(value), call.Whole(run, 1), call.Count == 3 ? call.Whole(run, 2) : null) : null),
        new("before(.sku, '-')", 2, 2, call => Around(call, (text, at, _) => at < 0 ? "" : text[..at])),
        new("after(.sku, '-')", 2, 2, call => Around(call, (text, at, length) => at < 0 ? "" : text[(at + length)..])),
        new("replace(.phone, ' ', '')", 3, 3, Replace),
        new("contains(.name, 'x')", 2, 2, call => run => call.Text(run, 0).Contains(call.Text(run, 1), StringComparison.Ordinal)),
        new("startsWith(.sku, 'A')", 2, 2, call => run => call.Text(run, 0).StartsWith(call.Text(run, 1), StringComparison.Ordinal)),
        new("endsWith(.sku, 'A')", 2, 2, call => run => call.Text(run, 0).EndsWith(call.Text(run, 1), StringComparison.Ordinal)),
        new("padLeft(.id, 10, '0')", 2, 3, call => Pad(call, (text, length, with) => text.PadLeft(length, with))),
        new("padRight(.name, 20)", 2, 3, call => Pad(call, (text, length, with) => text.PadRight(length, with))),
        new("split(.tags, ',')", 2, 2, call => run => call.Value(run, 0) is { } value ? Split(MappingValue.Text(value), call.Text(run, 1)) : null),
        new("join($.tags[*], ', ')", 2, 2, call => run => Bounded(call, string.Join(call.Text(run, 1), call.Items(run, 0).Select(MappingValue.Text)))),
    ];

    private static MappingEvaluator OfText(MappingCall call, Func<string, object?> apply) => run => call.Value(run, 0) is { } value ? apply(MappingValue.Text(value)) : null;

    // As programming languages do: counted from 0, and what lies outside is left out.
    private static string Substring(string text, int start, int? length)
    {
        var from = Math.Clamp(start, 0, text.Length);
        return text.Substring(from, Math.Clamp(length ?? text.Length, 0, text.Length - from));
    }

    private static MappingEvaluator Around(MappingCall call, Func<string, int, int, string> part) => run =>
    {
        if (call.Value(run, 0) is not { } value)
        {
            return null;
        }

        var (text, mark) = (MappingValue.Text(value), call.Text(run, 1));
        return part(text, text.IndexOf(mark, StringComparison.Ordinal), mark.Length);
    };

    private static MappingEvaluator Replace(MappingCall call) => run =>
    {
        var (value, what, by) = (call.Value(run, 0), call.Text(run, 1), call.Text(run, 2));
        if (value is null || what.Length == 0)
        {
            return value;
        }

        var text = MappingValue.Text(value);
        return (long)text.Length * Math.Max(1, by.Length) > MaxLength && ((long)(text.Length / what.Length) * by.Length) > MaxLength
            ? throw TooLong(call)
            : text.Replace(what, by, StringComparison.Ordinal);
    };

    private static MappingEvaluator Pad(MappingCall call, Func<string, int, char, string> pad) => run =>
    {
        var (length, with) = (call.Whole(run, 1), call.Count == 3 ? call.Text(run, 2) : " ");
        return length is < 0 or > MaxLength || with.Length != 1
            ? throw MappingArithmetic.Failed(call.Place, $"{call.Name} takes a length up to {MaxLength} and one character")
            : call.Value(run, 0) is { } value ? pad(MappingValue.Text(value), length, with[0]) : null;
    };

    private static string[] Split(string text, string separator) => separator.Length == 0 ? [text] : text.Split(separator);

    private static string Bounded(MappingCall call, string text) => text.Length <= MaxLength ? text : throw TooLong(call);

    private static FaultException TooLong(MappingCall call) => MappingArithmetic.Failed(call.Place, $"{call.Name} would make a text of more than {MaxLength} characters");
}

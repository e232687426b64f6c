using System.Buffers;
using System.Globalization;

namespace IntegrationActors.Cli.Output;

/// <summary>Makes text that others wrote (business keys, bodies, errors of partners) harmless for a terminal: it could bear escape sequences.</summary>
internal static class Harmless
{
    private static readonly SearchValues<char> Harmful = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(c => (char)c)]);

    /// <summary>The text with line breaks and tabs; other control characters are written as <c>\u001b</c>.</summary>
    public static string Text(string text) => Replace(text, c => c is '\n' or '\r' or '\t');

    /// <summary>The text as one line: line breaks and tabs become spaces.</summary>
    public static string Line(string text) =>
        text.AsSpan().ContainsAny(Harmful) ? Replace(text.ReplaceLineEndings(" ").Replace('\t', ' '), _ => false) : text;

    private static string Replace(string text, Func<char, bool> isAllowed) => text.AsSpan().ContainsAny(Harmful)
        ? string.Concat(text.Select(c => Harmful.Contains(c) && !isAllowed(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()))
        : text;
}

using System.Text;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>
/// The reference of expressions, read from <c>docs/expressions.md</c>, which is part of this assembly: what people browse and what <c>ia explain</c> shows are the same. Its
/// parts are the headings of the second level.
/// </summary>
internal static class ExpressionGuide
{
    /// <summary>The topic of the page as a whole.</summary>
    public const string Whole = "expressions";

    private const string Heading = "\n## ";

    private static readonly Lazy<string> Document = new(Read);

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Parts = new(() => Document.Value.Split(Heading).Skip(1)
        .Select(part => part.Split('\n', 2))
        .ToDictionary(part => part[0].Trim(), part => part[1].Trim(), StringComparer.OrdinalIgnoreCase));

    /// <summary>What can be asked for.</summary>
    public static IReadOnlyList<string> Topics => [Whole, .. Parts.Value.Keys];

    /// <summary>The page or a part of it for a terminal; null when there is no such topic.</summary>
    public static string? Find(string topic)
    {
        var page = new StringBuilder();
        if (string.Equals(topic, Whole, StringComparison.OrdinalIgnoreCase))
        {
            PlainText.Write(page, Document.Value.Replace(Heading, "\n", StringComparison.Ordinal).TrimStart('#', ' '));
            return page.ToString();
        }

        if (!Parts.Value.TryGetValue(topic, out var part))
        {
            return null;
        }

        page.Append(topic.ToLowerInvariant()).Append(" (part of expressions)\n");
        PlainText.Write(page, part);
        return page.ToString();
    }

    private static string Read()
    {
        using var stream = typeof(ExpressionGuide).Assembly.GetManifestResourceStream("expressions.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
